"""Who may see what of a project, route by route: the table behind the matrix test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

PROJECT = ("username", "slug")
API_PROJECT = ("owner", "slug")

READERS = {  # whoever may read the project: its owner always, all others unless it is private
    **dict.fromkeys(("project", "compare", "project_data"), PROJECT),
    **dict.fromkeys(("export", "api_export"), ("code",)),
    **dict.fromkeys(("api_project", "api_evaluations"), API_PROJECT),
    **dict.fromkeys(("evaluation", "evaluation_progress", "api_evaluation", "api_printed"), ("evaluation",)),
    **dict.fromkeys(("evaluation_said_figure", "evaluation_notebook_picture"), ("position",)),
    **dict.fromkeys(("api_events", "api_compare"), ("evaluation",)),
}
SHARED = {"preview": PROJECT, "badge": PROJECT, "embed": PROJECT, "oembed": ("url",)}  # as strangers see it
LISTED = {  # there is one only when the project is public
    "tag": ("name",),
    "tag_feed": ("name",),
    "export_portfolio": ("username",),
    "api_export_portfolio": ("username",),
    "croissant": ("username", "dataset"),
    "dataset_feed": ("username", "dataset"),
    "dataset_preview": ("username", "dataset"),
}
DATA = {  # the owner's, and everybody's when the project is public
    "dataset": ("username", "dataset"),
    **dict.fromkeys(("api_dataset", "api_dataset_file"), ("dataset_pk",)),
}
LISTS = {  # answer everybody, and mention a project only when it is public
    **dict.fromkeys(
        ("home", "explore", "sitemap", "api_projects", "starred", "following", "api_starred"), ()
    ),
    **dict.fromkeys(("api_following", "api_news", "api_my_evaluations", "api_datasets", "new"), ()),
    **dict.fromkeys(("portfolio", "learner_feed", "person_preview", "api_person"), ("username",)),
    "sitemap_section": ("section",),
    "following_feed": ("key",),
}
OWNERS = {  # pages that change something: nobody else's business
    **dict.fromkeys(("project_edit", "project_publish", "project_delete", "evaluate_again"), PROJECT),
    "new_question": ("version",),
    "dataset_edit": ("username", "dataset"),
}
BUTTONS = {  # answer a POST; nobody else may press them on what is private
    **dict.fromkeys(("project_unpublish", "pin_project", "star_project"), PROJECT),
    **dict.fromkeys(("api_scripts", "api_publish", "api_unpublish", "api_star"), API_PROJECT),
    **dict.fromkeys(("evaluation_cancel", "api_cancel"), ("evaluation",)),
    **dict.fromkeys(("answer_check", "api_answer"), ("check",)),
    "correct_reading": ("version",),
    **dict.fromkeys(("follow_dataset", "use_dataset"), ("username", "dataset")),
    **dict.fromkeys(("api_follow_dataset", "api_copy_dataset"), ("dataset_pk",)),
}
OTHERS = (  # hold nothing of a project; accounts_, webhooks and tokens have tests of their own
    "healthz readyz api_schema api_docs api_me api_pins api_tokens api_token api_push settings tokens "
    "token_revoke "
    "learn learn_starter learn_note environment environment_lock robots site_preview "
    "change_feed follow_person follow_tag compare_on_board "
    "api_follow_person api_follow_tag api_following_feed api_deliveries api_delivery api_redeliver"
).split()
OTHER_PREFIXES = ("account_", "webhook", "api_webhook")


def is_other(name: str) -> bool:
    return name in OTHERS or name.startswith(OTHER_PREFIXES)


@dataclass(frozen=True)
class Expected:
    """``opens``: it answers 200. ``mentions``: the project's secret words may stand in the answer."""

    opens: bool
    mentions: bool


def expect(name: str, visibility: str, role: str) -> Expected:
    public, owner, readable = visibility == "public", role == "owner", visibility != "private"
    if name in LISTS:
        return Expected(True, public or owner)
    allowed: dict[str, Any] = {
        **dict.fromkeys(READERS, owner or readable),
        **dict.fromkeys(SHARED, readable),
        **dict.fromkeys(LISTED, public),
        **dict.fromkeys(DATA, owner or public),
        **dict.fromkeys(OWNERS, owner),
    }
    return Expected(allowed[name], allowed[name])
