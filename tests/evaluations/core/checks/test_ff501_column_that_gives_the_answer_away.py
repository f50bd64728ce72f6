"""FF501: one column that knows the target."""

import numpy as np
import pytest

from tests.evaluations.core.checks.contexts import (
    LABELS,
    NOISE,
    RANDOM,
    ROWS,
    SECOND,
    TARGET,
    make_context,
    run,
)
from tests.evaluations.core.makers import make_codes, make_number

IS_YES = np.array([label == "yes" for label in LABELS], dtype=float)


def test_it_fires_on_a_copy_in_other_words():
    copy = make_codes("paid", [{"yes": "1st", "no": "2nd"}[label] for label in LABELS])
    outcome = run("FF501", make_context(copy, NOISE, TARGET))
    assert outcome.outcome == "issue"
    assert outcome.evidence == {"columns": {"paid": 1.0}}
    assert "enough to read “y” off almost without error" in outcome.message


def test_it_fires_on_a_copy_with_a_few_errors_far_above_the_rest():
    noisy = IS_YES.copy()
    noisy[:10] = 1 - noisy[:10]
    outcome = run("FF501", make_context(make_number("flag", noisy), NOISE, SECOND, TARGET))
    assert outcome.outcome == "issue"
    assert outcome.evidence["columns"]["flag"] == pytest.approx(0.9, abs=0.01)  # 10 of 200 wrong
    assert outcome.evidence["all_others"] < 0.4


def test_it_fires_on_a_transformed_number():
    many = RANDOM.normal(100, 20, 3000)
    copy, noise = make_number("log", np.log(many)), make_number("noise", RANDOM.normal(size=3000))
    assert run("FF501", make_context(copy, noise, make_number("y", many))).outcome == "issue"


def test_it_is_quiet_about_an_honest_strong_feature():
    strong = make_number("strong", IS_YES * 2 + RANDOM.normal(size=ROWS))
    assert run("FF501", make_context(strong, NOISE, TARGET)).outcome == "passed"


def test_it_does_not_apply_to_a_handful_of_rows():
    rows = np.arange(40)
    assert run("FF501", make_context(NOISE.take(rows), TARGET.take(rows))).outcome == "not_applicable"
