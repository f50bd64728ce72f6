"""What can be told. The codes stay."""

EVENTS = {
    "evaluation.succeeded": "An evaluation has its scores",
    "evaluation.failed": "An evaluation ended without scores",
    "evaluation.cancelled": "You cancelled an evaluation",
    "project.published": "A project can be read by others, or shows a new version",
    "project.unpublished": "A project is private again",
}
CODES = list(EVENTS)
TEST = "webhook.test"
