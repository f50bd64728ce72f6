"""What can go wrong, said once: a sentence for a person, a code for a script, a status for HTTP.

Services raise these; one handler for the API and one for the pages answer.
"""

from __future__ import annotations


class FirstfitError(Exception):
    """Base of every error that a user may cause.

    Parameters
    ----------
    message : what happened and where, in one plain sentence.
    hint : what to do next.
    field : the form field or API parameter concerned.
    """

    status = 400
    code = "bad_request"
    title = "That did not work"

    def __init__(self, message: str, *, code: str = "", hint: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.hint = hint
        self.field = field

    @property
    def sentence(self) -> str:
        return f"{self.message} {self.hint}".strip()


class BadInput(FirstfitError):
    """What was sent cannot be used as it is."""

    status = 422
    code = "bad_input"
    title = "This cannot be used as it is"


class TooLarge(BadInput):
    status = 413
    code = "too_large"
    title = "Too large"


class NotFound(FirstfitError):
    status = 404
    code = "not_found"
    title = "Not found"


class NotYours(FirstfitError):
    status = 403
    code = "not_yours"
    title = "Not yours"


class Conflict(FirstfitError):
    """It cannot be done in the state that things are in."""

    status = 409
    code = "conflict"
    title = "Not now"


class ChangedMeanwhile(FirstfitError):
    """Somebody else was faster: what was read is not what is there."""

    status = 412
    code = "changed_meanwhile"
    title = "Changed meanwhile"


class QuotaReached(FirstfitError):
    status = 429
    code = "quota_reached"
    title = "Enough for now"


class Unavailable(FirstfitError):
    """Our fault or the operator's, never the learner's."""

    status = 503
    code = "unavailable"
    title = "Not available"
