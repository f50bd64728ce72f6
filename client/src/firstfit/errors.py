"""What can go wrong, by what one does about it. Each has the exit code that the command line ends with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class FirstfitError(Exception):
    """Base of all errors of this package; its text is a sentence for a person."""

    exit_code = 1


class EvaluationFailed(FirstfitError):
    """The evaluation ended without scores, and the script or the learner is the reason."""

    exit_code = 1


@dataclass(frozen=True)
class FieldProblem:
    field: str
    message: str
    code: str


class Refused(FirstfitError):
    """What was sent cannot be used: mend it. ``code`` is stable, ``problems`` name the fields."""

    exit_code = 2

    def __init__(
        self,
        detail: str,
        *,
        code: str = "",
        status: int = 0,
        problems: Sequence[FieldProblem] = (),
        request_id: str = "",
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.status = status
        self.problems = tuple(problems)
        self.request_id = request_id


class NotAllowed(Refused):
    """No token, one that is not known or has run out, or one that may only read."""

    exit_code = 3


class Unreachable(FirstfitError):
    """The site did not answer, again and again."""

    exit_code = 4


class Busy(Refused):
    """Too many requests, and what would have to be waited is longer than one's patience."""

    exit_code = 4


class ServerFault(Refused):
    """The site broke over the request, again and again; quote ``request_id``."""

    exit_code = 5


class NotFirstfit(FirstfitError):
    """Something else answers at this address."""

    exit_code = 4


class PlatformFault(FirstfitError):
    """Firstfit itself failed; it does not count as a try."""

    exit_code = 5


class ScoreDropped(FirstfitError):
    """The measured score is below what was asked for."""

    exit_code = 6


class BadBundle(FirstfitError):
    """The reproduce bundle is not what was published."""

    exit_code = 8


class CannotRemeasure(FirstfitError):
    """The published numbers could not be derived on this machine."""

    exit_code = 8


class NotReproduced(FirstfitError):
    """Some of the published numbers came out otherwise."""

    exit_code = 8


class Declined(FirstfitError):
    """Code of others was not allowed to run here."""

    exit_code = 2


class StillRunning(FirstfitError):
    """The time that one wanted to wait is over; the evaluation goes on."""

    exit_code = 7
