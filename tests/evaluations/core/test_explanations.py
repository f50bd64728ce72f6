import numpy as np
import pytest

from evaluations.core.contract import Failure, FrameError, PipelineFrame, pack_frame
from evaluations.core.explanations import explain, explain_failure, read_outcome
from evaluations.core.reason import REASON_CODES
from evaluations.sandbox.outcome import Outcome

GOOD = PipelineFrame("script", ok=True, predicted=np.zeros(3))
FAILED = PipelineFrame(
    "script", ok=False, failure=Failure("fit", "KeyError", "'age'", 7, ("line 7, in fit: x",))
)


def ended(kind="ok", message="", result=b"", platform_fault=False):
    return Outcome(kind, message, result, "", "", 1.0, 1.0, 1, platform_fault)


@pytest.mark.parametrize(
    ("failure", "code", "told"),
    [
        (Failure("import", "MemoryError", "", 3), "memory_limit", "Line 3 asked for more memory"),
        (Failure("fit", "_ArrayMemoryError", "Unable to allocate"), "memory_limit", "The script asked"),
        (Failure("fit", "OSError", "", errno=12), "memory_limit", "memory"),
        (
            Failure("import", "ImportError", "failed to map segment from shared object"),
            "memory_limit",
            "memory",
        ),
        (Failure("import", "PermissionError", "", 2, (), 1), "forbidden", "Line 2 tried to use a file"),
        (
            Failure("import", "FileNotFoundError", "data.csv", 2, (), 2),
            "forbidden",
            "FileNotFoundError: data.csv",
        ),
        (Failure("import", "gaierror", "", 2, (), None), "forbidden", "the network"),
        (Failure("import", "URLError", "", 2), "forbidden", "the network"),
        (Failure("import", "OSError", "", 2, (), 30), "forbidden", "Line 2"),
        (
            Failure("import", "ModuleNotFoundError", "No module named 'torch.nn'", 1),
            "missing_import",
            "Line 1 imports torch.nn, which is not installed here.",
        ),
        (
            Failure("import", "ImportError", "cannot import name 'x' from 'sklearn'", 1),
            "missing_import",
            "imports something that does not exist: cannot import name 'x' from 'sklearn'",
        ),
        (
            Failure("import", "ModuleNotFoundError", "No module named 'sklearn.cross_validation'", 1),
            "missing_import",
            "does not exist",
        ),
        (
            Failure("read", "SyntaxError", "invalid syntax", 2, ("def f(:", "      ^")),
            "syntax_error",
            "Line 2",
        ),
        (Failure("read", "ValueError", "null bytes"), "syntax_error", "not valid Python"),
        (Failure("fit", "RecursionError", "", 5), "recursion", "Line 5 calls itself without end."),
        (Failure("model", "NoModelError", "The script has nothing."), "no_model", "The script has nothing."),
        (Failure("output", "OutputError", "3 predictions are NaN"), "bad_output", "3 predictions are NaN."),
        (Failure("import", "SystemExit", "0", 9), "script_error", "Line 9 ended the program."),
        (
            Failure("fit", "ZeroDivisionError", "division by zero", 4),
            "script_error",
            "Line 4 raised an error while fitting: ZeroDivisionError: division by zero",
        ),
    ],
)
def test_each_failure_has_its_class_and_its_sentence(failure, code, told):
    reason = explain_failure(failure)
    assert reason.code == code
    assert reason.code in REASON_CODES
    assert told in reason.message
    assert reason.line == failure.line
    assert not reason.platform_fault
    assert reason.hint


def test_a_missing_import_is_told_what_is_there():
    hint = explain_failure(Failure("import", "ModuleNotFoundError", "No module named 'torch'")).hint
    assert "scikit-learn" in hint
    assert "pandas" in hint


def test_no_model_names_the_forms_with_five_lines_that_run():
    hint = explain_failure(Failure("model", "NoModelError", "Nothing.")).hint
    forms, _, example = hint.partition("\n\n")
    assert all(form in forms for form in ("make_model()", "best_model", "one class", "in a variable"))
    assert len(example.splitlines()) == 5
    named = {}
    exec(example, named)
    assert hasattr(named["make_model"](), "fit")


@pytest.mark.parametrize("kind", ["time_limit", "memory_limit", "output_too_large", "crash"])
def test_what_was_seen_outside_counts_more_than_any_frame(kind):
    reason = explain(ended(kind, "Stopped."), [GOOD])
    assert reason.code == kind
    assert "Stopped." in reason.message
    assert not reason.platform_fault


def test_a_server_that_broke_off_is_the_platform_s_fault():
    reason = explain(ended("crash", "torn down", platform_fault=True), [])
    assert reason.platform_fault
    assert "our fault" in reason.hint


def test_predictions_for_each_row_need_no_reason():
    frame, reason = read_outcome(ended(result=pack_frame(GOOD)), 3, 2)
    assert reason is None
    assert frame.predicted.tolist() == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (b"", "crash"),
        (b"garbage", "crash"),
        (b'{"ok": true}\n', "bad_output"),
        (pack_frame(GOOD) * 2, "bad_output"),
        (pack_frame(FAILED), "script_error"),
    ],
)
def test_a_child_that_ended_well_can_still_have_sent_nothing_of_use(result, code):
    _, reason = read_outcome(ended(result=result), 3, 2)
    assert reason.code == code


def test_a_broken_frame_says_what_is_wrong_with_the_predictions():
    reason = explain(ended(), [], FrameError("bad_output", "2 predictions are NaN or infinite"))
    assert reason.message == "The predictions cannot be used: 2 predictions are NaN or infinite."
