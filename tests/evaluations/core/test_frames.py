import json
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.core.frames import (
    MAX_HEADER_BYTES,
    Failure,
    FrameError,
    FrameReader,
    PipelineFrame,
    pack_frame,
    read_frames,
)

ROWS, CLASSES = 4, 2
GOOD = PipelineFrame(
    "random_forest",
    ok=True,
    predicted=np.array([0.0, 1.0, 1.0, 0.0]),
    probabilities=np.array([[0.9, 0.1], [0.2, 0.8], [0.5, 0.5], [1.0, 0.0]]),
    decision=np.array([-1.0, 2.0, 0.0, -3.0]),
    fit_seconds=0.25,
    predict_seconds=0.5,
    train_scores={"accuracy": 0.75},
    importances=np.array([0.5, 0.0, -0.25]),
    input_mode="raw",
    model="RandomForestClassifier",
)
FAILED = PipelineFrame(
    "script", ok=False, failure=Failure("fit", "ValueError", "bad rows", 12, ("line 12, in fit: x",), 2)
)
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def header(**changes):
    told = {"version": 1, "pipeline": "script", "ok": True} | changes
    return json.dumps(told).encode() + b"\n"


def numbers(*values):
    return np.array(values, dtype="<f8").tobytes()


def test_a_frame_comes_back_as_it_was():
    (frame,) = read_frames(pack_frame(GOOD), ROWS, CLASSES)
    for name in ("predicted", "probabilities", "decision", "importances"):
        np.testing.assert_array_equal(getattr(frame, name), getattr(GOOD, name))
    for name in ("pipeline", "ok", "fit_seconds", "predict_seconds", "train_scores", "input_mode", "model"):
        assert getattr(frame, name) == getattr(GOOD, name)
    assert frame.failure is None


def test_a_failure_comes_back_as_it_was():
    (frame,) = read_frames(pack_frame(FAILED), ROWS, CLASSES)
    assert (frame.ok, frame.failure, frame.predicted) == (False, FAILED.failure, None)


def test_frames_are_given_as_soon_as_they_are_whole():
    raw = pack_frame(GOOD) + pack_frame(FAILED) + pack_frame(GOOD)
    reader = FrameReader(ROWS, CLASSES)
    arrived = [frame.pipeline for byte in raw for frame in reader.feed(bytes([byte]))]
    reader.finish()
    assert arrived == ["random_forest", "script", "random_forest"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\x80\x04\x95pickle", "crash"),
        (b"[" * 5000 + b"]" * 5000 + b"\n", "crash"),
        (b"1" * 5000 + b"\n", "crash"),
        (b"x" * MAX_HEADER_BYTES, "crash"),
        (b"[1, 2]\n", "crash"),
        (b'{"ok": true, "n": 99999999}\n' + b"\0" * 24, "bad_output"),
        (header(version=2) + numbers(0, 0, 0, 0), "bad_output"),
        (header(ok="yes") + numbers(0, 0, 0, 0), "bad_output"),
        (header() + numbers(0, 0, 0), "bad_output"),
        (header() + numbers(0, 0, 0, np.nan), "bad_output"),
        (header() + numbers(0, 0, 0, np.inf), "bad_output"),
        (header() + numbers(0, 0, 0, 2), "bad_output"),
        (header() + numbers(0, 0, 0, -1), "bad_output"),
        (header() + numbers(0, 0, 0, 0.5), "bad_output"),
        (header(probabilities=True) + numbers(0, 0, 0, 0) + numbers(*[np.nan] * 8), "bad_output"),
        (header(ok=False), "bad_output"),
        (header(ok=False, failure="because"), "bad_output"),
    ],
)
def test_odd_bytes_are_told_apart(raw, code):
    with pytest.raises(FrameError) as refused:
        read_frames(raw, ROWS, CLASSES)
    assert refused.value.code == code


def test_a_count_in_the_header_allocates_nothing():
    reader = FrameReader(ROWS, CLASSES)
    assert reader.feed(header(importances=100_000)) == []
    assert reader.feed(header(importances=10**18)) == []


def test_numbers_of_a_regression_are_any_finite_ones():
    (frame,) = read_frames(header() + numbers(1.5, -2, 1e300, 0), ROWS, 0)
    assert frame.predicted.tolist() == [1.5, -2.0, 1e300, 0.0]


@pytest.mark.parametrize("seconds", [float("inf"), -1, "fast", None, 10**309, [1]])
def test_times_that_are_none_are_zero(seconds):
    told = json.dumps({"version": 1, "ok": True, "fit_seconds": seconds}).encode() + b"\n"
    (frame,) = read_frames(told + numbers(0, 0, 0, 0), ROWS, CLASSES)
    assert frame.fit_seconds == 0.0


@pytest.mark.parametrize("given_scores", [{"a": "b"}, {"a": float("nan")}, {"a": 10**400}, [1], "x"])
def test_scores_that_are_no_numbers_are_dropped(given_scores):
    (frame,) = read_frames(header(train_scores=given_scores) + numbers(0, 0, 0, 0), ROWS, CLASSES)
    assert not frame.train_scores


def test_strings_are_cut_and_stripped():
    nasty = "\u202e<b>\x1b[2J\x00\ud800" + "x" * 10_000
    failure = {"stage": nasty, "type": nasty, "message": nasty, "traceback": [nasty] * 50, "line": 10**30}
    raw = json.dumps({"version": 1, "ok": False, "failure": failure}).encode()
    assert len(raw) > MAX_HEADER_BYTES
    failure["traceback"] = [nasty[:100]] * 50
    failure["stage"] = failure["type"] = nasty[:200]
    failure["message"] = nasty[:2000]
    raw = json.dumps({"version": 1, "ok": False, "failure": failure}).encode() + b"\n"
    (frame,) = read_frames(raw, ROWS, CLASSES)
    told = frame.failure
    words = [told.stage, told.type, told.message, *told.traceback]
    assert not {char for word in words for char in word if unicodedata.category(char) in UNSEEN}
    assert (len(told.type), len(told.message), len(told.traceback), told.line) == (100, 500, 5, None)
    "".join(words).encode()


def test_the_longest_honest_failure_fits_the_header():
    long = "“ü”" * 10_000
    failure = Failure(long, long, long, 1, (long,) * 50, 1)
    raw = pack_frame(PipelineFrame(long, ok=False, failure=failure, model=long))
    assert len(raw) < MAX_HEADER_BYTES
    assert read_frames(raw, ROWS, CLASSES)[0].failure.line == 1


def test_a_frame_holds_either_predictions_or_a_failure():
    with pytest.raises(ValueError, match="either"):
        pack_frame(PipelineFrame("x", ok=True))
    with pytest.raises(ValueError, match="either"):
        pack_frame(PipelineFrame("x", ok=False, predicted=np.zeros(1)))


@settings(deadline=None)
@given(raw=st.binary(max_size=400))
def test_any_bytes_end_in_frames_or_a_frame_error(raw):
    try:
        read_frames(raw, ROWS, CLASSES)
    except FrameError:
        return


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FIELDS = (
    "pipeline",
    "probabilities",
    "decision",
    "importances",
    "fit_seconds",
    "train_scores",
    "failure",
    "model",
)


@settings(deadline=None)
@given(
    told=st.fixed_dictionaries({"ok": st.booleans()} | dict.fromkeys(FIELDS, JSON)),
    body=st.binary(max_size=120),
)
def test_any_header_of_our_version_ends_in_frames_or_a_frame_error(told, body):
    try:
        read_frames(header(**told) + body, ROWS, CLASSES)
    except FrameError:
        return


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["stage", "type", "message", "line", "traceback", "errno"]), JSON))
def test_any_failure_becomes_plain_words_or_a_frame_error(failure):
    (frame,) = read_frames(header(ok=False, failure=failure), ROWS, CLASSES)
    frame.failure.message.encode()
