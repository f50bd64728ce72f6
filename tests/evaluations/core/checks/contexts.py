"""Small tables as a check sees them, and results as the report has them."""

import numpy as np

from evaluations.core.checks.base import CheckContext
from evaluations.core.checks.registry import CHECKS
from evaluations.core.metric_registry import METRICS
from evaluations.core.profiling import profile_table
from evaluations.core.protocol import build_protocol
from evaluations.core.splitting import encode_target
from tests.evaluations.core.makers import make_codes, make_number, make_table

ROWS = 200
RANDOM = np.random.default_rng(7)
NOISE = make_number("noise", RANDOM.normal(size=ROWS))
SECOND = make_number("second", RANDOM.normal(size=ROWS))
LABELS = [("yes", "no")[k] for k in RANDOM.integers(0, 2, ROWS)]
TARGET = make_codes("y", LABELS)
AMOUNT = make_number("y", RANDOM.normal(100, 20, ROWS))


def make_context(*columns, target="y", features=None, task=None, **more):
    """All rows are development rows here."""
    table = make_table(*columns)
    protocol = build_protocol(
        profile_table(table), data_sha256="00", target=target, features=features, task=task
    )
    rows, y = encode_target(table, protocol)
    return CheckContext(table.take(rows), y, protocol, **more)


def run(code, context):
    check = next(check for check in CHECKS if check.code == code)
    outcome = check.run(context)
    assert (outcome.code, outcome.title) == (code, check.text.title)
    return outcome


def run_columns(code, *columns, **wishes):
    """A check on some columns beside a noise column and two classes."""
    return run(code, make_context(*columns, NOISE, TARGET, **wishes))


def make_result(pipeline, metric, folds, verdict=None, origin="standard"):
    score = {"mean": float(np.mean(folds)), "folds": list(folds)}
    score["higher_is_better"] = METRICS[metric].higher_is_better
    return {
        "pipeline": pipeline,
        "title": pipeline.replace("_", " ").title(),
        "origin": origin,
        "status": "succeeded",
        "reason": None,
        "scores": {metric: score},
        "versus_baseline": {"verdict": verdict} if verdict else None,
    }


def wobble(mean, size=0.01, folds=15):
    """Fold scores around a mean."""
    return mean + size * np.resize([-1, 0.5, 1, -0.5, 0], folds)


def make_results_context(*results, gaps=(), y=TARGET):
    return make_context(NOISE, y, results=results, gaps=gaps)
