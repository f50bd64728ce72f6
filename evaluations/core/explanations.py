"""From how a script's child ended to a reason for a beginner: what happened, at which line, what to do.

The worker's half of ``scripts``. Everything that a frame says was written by the learner's code and concerns
its owner only; time, memory and signals were measured from outside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol as Shape

from evaluations.core.as_is_result import AsIsResult, read_result
from evaluations.core.frames import Failure, FrameError, PipelineFrame, read_frames
from evaluations.core.plain_text import plain_text
from evaluations.core.reason import Reason
from evaluations.core.script_advice import advise_on
from evaluations.core.script_code import parse

ENVIRONMENT_PAGE = "/environment/"
AVAILABLE = "numpy, pandas, scipy, scikit-learn, matplotlib, seaborn, joblib and Python's standard library"
EXAMPLE = """from sklearn.ensemble import RandomForestClassifier


def make_model():
    return RandomForestClassifier(n_estimators=200)"""
FORMS = (
    "Leave the platform something that it can fit: a model in a variable (the last one that the script fits "
    "is measured, or the one called best_model), or a function make_model() that returns a model, or exactly "
    "one class with fit(X, y) and predict(X) that can be built without arguments. For example:\n\n" + EXAMPLE
)
_BOOSTING = "HistGradientBoostingClassifier or HistGradientBoostingRegressor of scikit-learn"
_NETWORKS = "MLPClassifier or MLPRegressor of scikit-learn"
INSTEAD = {
    **dict.fromkeys(("xgboost", "lightgbm", "catboost"), _BOOSTING),
    **dict.fromkeys(("tensorflow", "keras", "torch", "fastai"), _NETWORKS),
    **dict.fromkeys(("plotly", "altair", "bokeh", "missingno", "plotnine"), "matplotlib or seaborn"),
    "statsmodels": "LinearRegression or LogisticRegression of scikit-learn (for p-values: scipy.stats)",
    "imblearn": 'class_weight="balanced" of the scikit-learn models',
    "pycaret": "the scikit-learn models by their own names",
    "category_encoders": "OneHotEncoder or TargetEncoder of scikit-learn",
    "polars": "pandas",
    "nltk": "TfidfVectorizer of scikit-learn",
}
_DENIED = {1, 2, 13, 30, 38}  # EPERM, ENOENT, EACCES, EROFS, ENOSYS
_NO_MEMORY = 12
_DENIED_TYPES = {
    "PermissionError",
    "BlockingIOError",
    "FileNotFoundError",
    "NoSuchDataError",
    "NobodyAnswersError",
    "gaierror",
    "URLError",
    "ConnectionError",  # of requests
    "ConnectTimeout",
}
_MEMORY_TYPES = {"MemoryError", "_ArrayMemoryError"}
_IMPORT_TYPES = {"ImportError", "ModuleNotFoundError"}
_MISSING_MODULE = re.compile(r"No module named '([\w.]+)'")
_TIME_IS_UP = "Timeout ("  # faulthandler's first word
_OWN_PLACE = re.compile(r'^  File "[^/<"\n][^"\n]*", line (\d{1,6}) in ', re.MULTILINE)
_OWN_LIBRARIES = ("sklearn", "numpy", "pandas", "scipy", "matplotlib", "seaborn", "joblib")


class Ended(Shape):
    """What this needs of a sandbox's outcome."""

    @property
    def kind(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def result(self) -> bytes: ...
    @property
    def stderr(self) -> str: ...
    @property
    def platform_fault(self) -> bool: ...


def read_outcome(outcome: Ended, n_rows: int, n_classes: int) -> tuple[PipelineFrame | None, Reason | None]:
    """(frame, None) of a script that gave predictions for each row, else (None or its frame, the reason)."""
    frames: list[PipelineFrame] = []
    broken = None
    if outcome.kind == "ok":
        try:
            frames = read_frames(outcome.result, n_rows, n_classes)
        except FrameError as error:
            broken = error
    reason = explain(outcome, frames, broken)
    return (frames[0] if len(frames) == 1 else None), reason


def read_as_is(outcome: Ended, source: bytes) -> tuple[AsIsResult | None, Reason | None]:
    """(result, None) of a whole script that left a model, else (None or its result, the reason)."""
    if outcome.kind != "ok":
        return None, _explain_ending(outcome)
    try:
        result = read_result(outcome.result, parse(source))
    except FrameError as error:
        return None, _explain_bytes(error)
    return result, None if result.failure is None else explain_failure(result.failure)


def explain(
    outcome: Ended, frames: Sequence[PipelineFrame], broken: FrameError | None = None
) -> Reason | None:
    """Why this script's job gave no usable predictions; None when it did."""
    if outcome.kind != "ok":
        return _explain_ending(outcome)
    if broken is not None:
        return _explain_bytes(broken)
    if not frames:
        return _crash("The script ended without returning predictions.")
    if len(frames) > 1:
        return Reason("bad_output", "The script sent back more than one result.", _LEAVE_TO_PLATFORM)
    failure = frames[0].failure
    return None if failure is None else explain_failure(failure)


def explain_failure(failure: Failure) -> Reason:
    """The class of an error that the child itself met, in words."""
    code = _classify(failure)
    message, hint = _SENTENCES[code](failure)
    return Reason(code, message, hint, failure.line)


_LEAVE_TO_PLATFORM = "Let fit and predict return normally, and leave the results to the platform."


def _classify(failure: Failure) -> str:
    unmapped = "failed to map segment" in failure.message  # no room for a library
    if failure.type in _MEMORY_TYPES or failure.errno == _NO_MEMORY or unmapped:
        return "memory_limit"
    if failure.type == "NoModelError" and failure.stage == "model":
        return "no_model"
    if failure.type == "RecursionError":
        return "recursion"
    if failure.stage == "read":
        return "syntax_error"
    if failure.type in _IMPORT_TYPES:
        return "missing_import"
    if failure.type in _DENIED_TYPES or failure.errno in _DENIED:
        return "forbidden"
    return "bad_output" if failure.stage == "output" else "script_error"


def find_last_line(stderr: str) -> int | None:
    """The line of the script that was running, as the child has told it before its time was up."""
    told = stderr.rpartition(_TIME_IS_UP)[2] if _TIME_IS_UP in stderr else ""
    found = _OWN_PLACE.search(told)
    return int(found[1]) if found else None


def _explain_ending(outcome: Ended) -> Reason:
    message = plain_text(outcome.message)
    if outcome.kind == "time_limit":
        line = find_last_line(outcome.stderr)
        where = f" It was in line {line}." if line else ""
        return Reason(
            "time_limit",
            f"The script took too long. {message}{where}",
            "Try fewer trees, neighbours or rounds, a smaller search, or NumPy instead of loops over rows; "
            "look for a loop that never ends.",
            line,
        )
    if outcome.kind == "memory_limit":
        return Reason("memory_limit", f"The script ran out of memory. {message}", _SMALLER)
    if outcome.kind == "output_too_large":
        return Reason(
            "output_too_large",
            f"The script put out too much. {message}",
            "Print less: a line for each round or each row is too much, a summary is enough.",
        )
    return _crash(f"The script's process broke off. {message}", platform_fault=outcome.platform_fault)


def _explain_bytes(broken: FrameError) -> Reason:
    if broken.code == "crash":
        return _crash("The script ended without returning predictions that can be read.")
    return Reason("bad_output", f"The predictions cannot be used: {plain_text(broken)}.", _LEAVE_TO_PLATFORM)


def _crash(message: str, *, platform_fault: bool = False) -> Reason:
    hint = (
        "This is our fault and not yours; it is tried again."
        if platform_fault
        else "Look for calls that end the process (os._exit), endless recursion, or native code that fails."
    )
    return Reason("crash", message, hint, platform_fault=platform_fault)


_SMALLER = (
    "Avoid copies and tables of all pairs of rows, use smaller models, and work through the rows in parts."
)


def _at(failure: Failure) -> str:
    return f"Line {failure.line}" if failure.line else "The script"


def _said(failure: Failure) -> str:
    return f"{failure.type}: {failure.message}" if failure.message else failure.type


def _say_memory(failure: Failure) -> tuple[str, str]:
    return f"{_at(failure)} asked for more memory than there is.", _SMALLER


def _say_no_model(failure: Failure) -> tuple[str, str]:
    return failure.message, FORMS


def _say_recursion(failure: Failure) -> tuple[str, str]:
    return (
        f"{_at(failure)} calls itself without end.",
        "A function that calls itself needs a case in which it stops.",
    )


def _say_syntax(failure: Failure) -> tuple[str, str]:
    shown = "\n".join(failure.traceback)
    return f"{_at(failure)} is not valid Python: {failure.message}.", shown or "Save it as a plain text file."


def _say_import(failure: Failure) -> tuple[str, str]:
    found = _MISSING_MODULE.search(failure.message)
    if found and found[1].partition(".")[0] not in _OWN_LIBRARIES:
        message = f"{_at(failure)} imports {found[1]}, which is not installed here."
    else:
        message = f"{_at(failure)} imports something that does not exist: {failure.message}."
        if renamed := advise_on(failure.message):
            return message, renamed
    instead = INSTEAD.get(found[1].partition(".")[0]) if found else None
    advice = f"Use {instead} instead. " if instead else ""
    return message, f"{advice}Available are {AVAILABLE}. To install the same at home: {ENVIRONMENT_PAGE}"


def _say_forbidden(failure: Failure) -> tuple[str, str]:
    if failure.type == "NoSuchDataError":
        return f"{_at(failure)} reads a file that is not here: {failure.message}.", _ONE_FILE
    if failure.type == "NobodyAnswersError":
        asked = f" “{failure.message}”" if failure.message else ""
        return f"{_at(failure)} asks{asked}, and nobody is there to answer.", _NO_INPUT
    if "sklearn/datasets" in failure.message or "scikit_learn_data" in failure.message:
        return f"{_at(failure)} loads a data set that comes with scikit-learn.", _OWN_DATA
    return (
        f"{_at(failure)} tried to use a file, the network or another program ({_said(failure)}).",
        "Remove the line: a script can read the project's data file and nothing else, and the platform fits, "
        "scores and keeps its model.",
    )


def _say_output(failure: Failure) -> tuple[str, str]:
    return (
        f"The predictions cannot be used: {failure.message}.",
        "predict(X) must return one value for each row of X, in the same order: a label that was in y, "
        "or a finite number where a number is predicted.",
    )


def _say_error(failure: Failure) -> tuple[str, str]:
    doing = {"fit": " while fitting", "predict": " while predicting", "model": " while building the model"}
    message = f"{_at(failure)} raised an error{doing.get(failure.stage, '')}: {_said(failure)}"
    if failure.type == "SystemExit" and "parse" in "".join(failure.traceback[-1:]):
        return f"{_at(failure)} asks for arguments of the command line.", _NO_ARGUMENTS
    if failure.type == "SystemExit":
        return f"{_at(failure)} ended the program.", "Remove the call: a script runs to its end."
    shown = "\n".join(failure.traceback)
    if advice := advise_on(failure.message):
        return message, f"{advice}\n\n{shown}".strip()
    return message, shown or "Run the script on your own machine to find the cause."


_ONE_FILE = (
    "Measure with the one file: leave out the line, and what only uses it. To use another data set, upload "
    "it as a project of its own."
)
_NO_INPUT = "Write the answer into the code: put a value in the place of input(…)."
_NO_ARGUMENTS = (
    "Give each argument a default, for example add_argument(…, default=10): nobody types any here."
)
_OWN_DATA = (
    "Its answers are not available here. Read the project's own data file instead, with pd.read_csv(…), or "
    "leave the reading to the platform and give it make_model()."
)
_SENTENCES = {
    "memory_limit": _say_memory,
    "no_model": _say_no_model,
    "recursion": _say_recursion,
    "syntax_error": _say_syntax,
    "missing_import": _say_import,
    "forbidden": _say_forbidden,
    "bad_output": _say_output,
    "script_error": _say_error,
}
