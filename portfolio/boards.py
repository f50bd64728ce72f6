"""Boards: public scripts that were measured on the same bytes under the same protocol, ties shown as ties."""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from evaluations.core.metric_registry import METRICS
from evaluations.core.version import ENGINE_VERSION
from evaluations.figures.numbers import is_number
from evaluations.figures.scoreline import ScoreLine
from evaluations.figures.text import clean, in_sentence
from evaluations.models import Evaluation, PipelineResult, Try
from evaluations.shown.paired import WORSE, compare_folds
from evaluations.shown.scores import BASELINE, VERDICTS, make_score_line, score_entry
from portfolio.rows import Person, make_person
from projects.querysets import is_listed

SCRIPT = "script"
ENTRIES_MAX = 200  # of one board: the best
CANDIDATES_MAX = 5_000  # among which they are looked for: the newest
SHOWN = (
    "id",
    "protocol",
    "protocol_digest",
    "published_version",
    "published_at",
    "project__title",
    "project__slug",
    "project__owner__username",
    "project__owner__name",
    "project__owner__about",
    "project__owner__website",
    "script__version",
    "script__sha256",
)


@dataclass(frozen=True)
class Entry:
    """One script's line. Lines that cannot be told from the first of their rank share its ``rank``.

    ``code`` names it where two of a board are chosen to be compared.
    """

    rank: int
    is_tied: bool
    person: Person
    title: str
    url: str
    script: int
    score: str
    spread: str
    verdict: str
    verdict_words: str
    code: str


@dataclass(frozen=True)
class Board:
    """``entries`` best first; ``baseline`` is what all have to beat, as written."""

    target: str
    metric: str
    direction: str
    rows: int
    folds: int
    baseline: str
    is_tested: bool  # False where folds by group or time allow no test
    entries: tuple[Entry, ...]
    left_out: int = 0  # scripts that scored worse than all these


@dataclass(frozen=True)
class Candidate:
    """A published script evaluation before anything of it is read."""

    pk: uuid.UUID
    protocol_digest: str
    owner: int
    script: str  # its SHA-256


@dataclass(frozen=True)
class Measured:
    """A published script evaluation with the lines of the script and the baseline."""

    evaluation: Evaluation
    results: list[Mapping[str, Any]]

    @property
    def primary(self) -> dict[str, Any]:
        return score_entry(self.results, SCRIPT, self.evaluation.protocol["primary_metric"])

    @property
    def baseline(self) -> float | None:
        found = score_entry(self.results, BASELINE, self.evaluation.protocol["primary_metric"])
        return found.get("mean")


def make_boards(sha256: str) -> tuple[Board, ...]:
    """One for each protocol under which a public script was measured on these bytes.

    Three queries, and one for each board that is too long to be shown whole.
    """
    candidates = find_candidates(sha256)
    chosen = {protocol: choose_best(sha256, same) for protocol, same in candidates.items()}
    measured = read_measured(one.pk for same in chosen.values() for one in same)
    boards = []
    for protocol, same in chosen.items():
        found = [measured[one.pk] for one in same if one.pk in measured]
        if found:
            boards.append(make_board(found, left_out=len(candidates[protocol]) - len(same)))
    return tuple(sorted(boards, key=lambda board: -(len(board.entries) + board.left_out)))


def find_candidates(sha256: str) -> dict[str, list[Candidate]]:
    """By protocol, the newest evaluation of each public script; the same code of one learner counts once."""
    found = Evaluation.objects.published().filter(
        is_listed("project__"),
        dataset_version__sha256=sha256,
        script__isnull=False,
        status=Evaluation.Status.SUCCEEDED,
        engine_version=ENGINE_VERSION,
    )
    newest = found.order_by("-published_at")[:CANDIDATES_MAX]
    rows = newest.values_list("pk", "protocol_digest", "project__owner", "script__sha256")
    distinct: dict[tuple[str, int, str], Candidate] = {}
    for one in (Candidate(*row) for row in rows):
        distinct.setdefault((one.protocol_digest, one.owner, one.script), one)
    by_protocol: dict[str, list[Candidate]] = {}
    for one in distinct.values():
        by_protocol.setdefault(one.protocol_digest, []).append(one)
    return by_protocol


def choose_best(sha256: str, same: list[Candidate]) -> list[Candidate]:
    """All where there is room. Else by the ledger, which has the score of every script."""
    if len(same) <= ENTRIES_MAX:
        return same
    tries = Try.objects.filter(data_sha256=sha256, protocol_digest=same[0].protocol_digest).of_scripts()
    scores = {
        (owner, script): score if METRICS[metric].higher_is_better else -score
        for owner, script, score, metric in tries.values_list("learner", "script_sha256", "score", "metric")
        if score is not None
    }
    ranked = sorted(same, key=lambda one: scores.get((one.owner, one.script), -math.inf), reverse=True)
    return ranked[:ENTRIES_MAX]


def read_measured(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Measured]:
    """Those whose script has a score."""
    wanted = list(ids)
    found = Evaluation.objects.filter(pk__in=wanted).select_related("project__owner", "script").only(*SHOWN)
    results = results_of(wanted)
    measured = (Measured(one, results.get(one.pk, [])) for one in found)
    return {one.evaluation.pk: one for one in measured if one.primary}


def results_of(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Mapping[str, Any]]]:
    lines = PipelineResult.objects.filter(evaluation__in=list(ids), pipeline__in=(SCRIPT, BASELINE))
    found: dict[uuid.UUID, list[Mapping[str, Any]]] = {}
    for line in lines:
        found.setdefault(line.evaluation_id, []).append(line.data)
    return found


def make_board(same: list[Measured], *, left_out: int = 0) -> Board:
    protocol = same[0].evaluation.protocol
    metric = METRICS[protocol["primary_metric"]]
    sign = -1 if metric.higher_is_better else 1
    ordered = sorted(same, key=lambda one: sign * one.primary["mean"])
    ranks = rank(ordered)
    lines = [line_of(one) for one in ordered]
    line, baseline = max(lines, key=lambda line: line.decimals), ordered[0].baseline  # digits for all lines
    return Board(
        target=clean(protocol["target"], 60),
        metric=in_sentence(metric.title),
        direction=line.direction,
        rows=protocol["n_rows"],
        folds=protocol["n_splits"] * protocol["n_repeats"],
        baseline=line.write(baseline) if is_number(baseline) else "",
        is_tested=is_tested(ordered[0]),
        entries=tuple(
            make_entry(one, line, ranks[place], tied=ranks.count(ranks[place]) > 1)
            for place, one in enumerate(ordered)
        ),
        left_out=left_out,
    )


def rank(ordered: list[Measured]) -> list[int]:
    """Places, best first: a new rank begins with the first line that is clearly worse than its leader."""
    ranks, leader = [1] if ordered else [], 0
    for place in range(1, len(ordered)):
        if is_clearly_worse(ordered[place], ordered[leader]):
            leader = place
        ranks.append(leader + 1)
    return ranks


def is_clearly_worse(one: Measured, leader: Measured) -> bool:
    compared = compare(one, leader)
    return compared is not None and compared.verdict == WORSE


def is_tested(one: Measured) -> bool:
    return compare(one, one) is not None


def compare(one: Measured, other: Measured) -> Any:
    protocol = one.evaluation.protocol
    metric = protocol["primary_metric"]
    return compare_folds(one.primary["folds"], other.primary["folds"], protocol, metric, other.baseline)


def line_of(one: Measured) -> ScoreLine:
    return make_score_line(one.evaluation.protocol, one.results, SCRIPT)


def make_entry(one: Measured, line: ScoreLine, place: int, *, tied: bool) -> Entry:
    """``line`` writes the numbers: all of a board with as many decimals."""
    evaluation, primary = one.evaluation, one.primary
    ends = [primary[end] for end in ("low", "high") if is_number(primary.get(end))]
    verdict = next(
        ((r.get("versus_baseline") or {}).get("verdict", "") for r in one.results if r["pipeline"] == SCRIPT),
        "",
    )
    return Entry(
        rank=place,
        is_tied=tied,
        person=make_person(evaluation.project.owner),
        title=clean(evaluation.project.title),
        url=evaluation.project.get_absolute_url(),
        script=evaluation.script.version if evaluation.script else 0,
        score=line.write(primary["mean"]),
        spread=" to ".join(map(line.write, ends)) if len(ends) == 2 else "",
        verdict=verdict,
        verdict_words=VERDICTS.get(verdict, ""),
        code=str(evaluation.pk),
    )
