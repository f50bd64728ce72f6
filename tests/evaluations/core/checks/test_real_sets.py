"""The real sets: an issue is raised only where their description says so."""

import hashlib

import numpy as np

from evaluations.core.checks.base import CheckContext
from evaluations.core.checks.registry import run_checks
from evaluations.core.profiling import profile_table
from evaluations.core.protocol import build_protocol
from evaluations.core.splitting import encode_target, split
from tests.evaluations.core.shared_sets import FOLDER, each_shared_set, read_shared

CODE_OF = {"id_like": "FF102", "high_cardinality": "FF104", "class_lt_folds": "FF202", "imbalance": "FF203"}
CODE_OF |= {"duplicates": "FF401", "leak": "FF501"}
NOT_FIRING = {
    "duplicates",
    "too_many_rows",
}  # 0.3 % of the diamonds have a twin; the size is a matter of limits


@each_shared_set
def test_issues_are_those_described_and_what_is_described_is_found(described):
    outcomes = {outcome.code: outcome for outcome in run_checks(read_context(described))}
    expected = {CODE_OF[name]: column for name, _, column in parts(described) if name in CODE_OF}
    issues = {code for code, outcome in outcomes.items() if outcome.outcome == "issue"}
    assert issues <= set(expected)
    for name, _, column in parts(described):
        if name not in NOT_FIRING:
            assert outcomes[CODE_OF[name]].outcome in {"issue", "tip"}
            assert not column or column in outcomes[CODE_OF[name]].evidence["columns"]


def parts(described):
    return [expectation.partition(":") for expectation in described["expect"]]


def read_context(described):
    table = read_shared(described["file"]).table
    digest = hashlib.sha256((FOLDER / described["file"]).read_bytes()).hexdigest()
    protocol = build_protocol(profile_table(table), data_sha256=digest, target=described["target"])
    rows, encoded = encode_target(table, protocol)
    y = np.full(table.n_rows, np.nan)
    y[rows] = encoded
    development = np.sort(split(table, protocol).development)
    return CheckContext(table.take(development), y[development], protocol, file_rows=table.n_rows)
