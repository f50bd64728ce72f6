"""Firstfit from a script or a notebook: push, wait, read what was measured.

from firstfit import Client

firstfit = Client()                       # the token of `firstfit login`, or FIRSTFIT_TOKEN
report = firstfit.push("titanic.csv", "model.py", target="survived").wait()
print(report.score)                       # 0.812 (0.790 to 0.834)
"""

from firstfit.client import Client
from firstfit.errors import (
    BadBundle,
    CannotRemeasure,
    Declined,
    EvaluationFailed,
    FirstfitError,
    NotAllowed,
    NotFirstfit,
    PlatformFault,
    Refused,
    StillRunning,
    Unreachable,
)
from firstfit.records import Check, Evaluation, Project, Result, Score, Verdict
from firstfit.remeasuring import Verification

__all__ = [
    "BadBundle",
    "CannotRemeasure",
    "Check",
    "Client",
    "Declined",
    "Evaluation",
    "EvaluationFailed",
    "FirstfitError",
    "NotAllowed",
    "NotFirstfit",
    "PlatformFault",
    "Project",
    "Refused",
    "Result",
    "Score",
    "StillRunning",
    "Unreachable",
    "Verdict",
    "Verification",
]
__version__ = "0.1.0"
