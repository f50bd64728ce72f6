"""What is different between two evaluations beside their scores: data, protocol, versions, checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluations.core.metric_registry import METRICS
from evaluations.figures.numbers import count
from evaluations.figures.text import clean, in_sentence, quote
from evaluations.models import Evaluation
from evaluations.shown.checks import ShownCheck, show_checks
from evaluations.shown.words import listed
from projects.models import Script

DIGEST_SHOWN = 10
SAME_VERSIONS = "all versions"


@dataclass(frozen=True)
class ShownChange:
    """One thing of both: ``is_same`` where nothing of it was changed."""

    what: str
    first: str
    second: str

    @property
    def is_same(self) -> bool:
        return self.first == self.second


@dataclass(frozen=True)
class CheckChanges:
    """Issues and tips, by what became of them on the way from A to B."""

    appeared: tuple[ShownCheck, ...]
    gone: tuple[ShownCheck, ...]
    stayed: tuple[ShownCheck, ...]


def list_changes(first: Evaluation, second: Evaluation) -> tuple[ShownChange, ...]:
    """The same things for every pair, what was changed first."""
    facts = facts_of(first), facts_of(second)
    changes = [ShownChange(what, facts[0][what], facts[1][what]) for what in facts[0]]
    changes.append(_compare_versions(first.environment, second.environment))
    return tuple(sorted(changes, key=lambda change: change.is_same))


def facts_of(evaluation: Evaluation) -> dict[str, str]:
    version, protocol = evaluation.dataset_version, evaluation.protocol
    features = protocol.get("features", ())
    return {
        "Data": f"{clean(version.filename, 60)}, {count(version.rows, 'row')}, SHA-256 "
        f"{version.sha256[:DIGEST_SHOWN]}",
        "Target": quote(protocol["target"]),
        "Features": count(len(features), "column"),
        "Metric": in_sentence(METRICS[protocol["primary_metric"]].title),
        "Folds": describe_folds(protocol),
        "Protocol": evaluation.protocol_digest[:DIGEST_SHOWN],
        "Script": describe_script(evaluation.script),
        "Engine": f"version {clean(evaluation.engine_version, 40)}",
    }


def describe_folds(protocol: Mapping[str, Any]) -> str:
    splits, repeats = protocol["n_splits"], protocol["n_repeats"]
    kind = clean(protocol["splitter"], 40).replace("_", " ")
    return f"{f'{repeats} × ' if repeats > 1 else ''}{splits} ({kind}), seed {protocol['seed']}"


def describe_script(script: Script | None) -> str:
    if script is None:
        return "none"
    return f"{clean(script.filename, 60)}, version {script.version}, SHA-256 {script.sha256[:DIGEST_SHOWN]}"


def _compare_versions(first: Mapping[str, Any], second: Mapping[str, Any]) -> ShownChange:
    """Only the libraries whose versions differ are named."""
    names = sorted(name for name in {*first, *second} if first.get(name) != second.get(name))

    def list_versions(versions: Mapping[str, Any]) -> str:
        told = [f"{clean(name, 40)} {clean(versions.get(name, 'absent'), 40)}" for name in names]
        return listed(told, most=8) or SAME_VERSIONS

    return ShownChange("Libraries", list_versions(first), list_versions(second))


def compare_checks(first: Evaluation, second: Evaluation) -> CheckChanges:
    """By code: a tip that became an issue stayed."""
    before = {check.code: check for check in show_checks(first.checks.all()).raised}
    after = {check.code: check for check in show_checks(second.checks.all()).raised}
    return CheckChanges(
        appeared=tuple(check for code, check in after.items() if code not in before),
        gone=tuple(check for code, check in before.items() if code not in after),
        stayed=tuple(check for code, check in after.items() if code in before),
    )
