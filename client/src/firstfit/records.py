"""What the API answers, with types. ``document`` always holds the whole of it."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

ACTIVE = ("queued", "running")
VERDICTS = {
    "better": "better than the baseline",
    "no_clear_difference": "no clear difference to the baseline",
    "worse": "worse than the baseline",
}
Document = Mapping[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class Score:
    """The mean over the folds with its 95 % interval; ``low`` and ``high`` are None where there is none."""

    metric: str
    mean: float
    low: float | None
    high: float | None
    folds: tuple[float | None, ...]
    higher_is_better: bool

    def __str__(self) -> str:
        interval = (
            "" if self.low is None or self.high is None else f" ({shown(self.low)} to {shown(self.high)})"
        )
        return shown(self.mean) + interval

    def fall_from(self, other: float) -> float:
        """By how much this score is worse than ``other``; negative when it is better."""
        return other - self.mean if self.higher_is_better else self.mean - other


@dataclass(frozen=True)
class Verdict:
    """Against the baseline, on the same folds."""

    verdict: str
    difference: float
    low: float | None
    high: float | None

    def __str__(self) -> str:
        return VERDICTS.get(self.verdict, self.verdict)


@dataclass(frozen=True)
class Result:
    """One pipeline's line; ``scores`` by metric, empty when it failed."""

    pipeline: str
    title: str
    origin: str
    status: str
    reason: str
    fit_seconds: float
    scores: Mapping[str, Score]
    verdict: Verdict | None


@dataclass(frozen=True)
class Check:
    """One danger-zone check: ``outcome`` is issue, tip, passed or not_applicable."""

    code: str
    title: str
    outcome: str
    message: str


@dataclass(frozen=True)
class Reason:
    """Why it ended without scores."""

    code: str
    message: str
    hint: str
    line: int | None
    platform_fault: bool

    def __str__(self) -> str:
        where = f"Line {self.line}: " if self.line else ""
        return f"{where}{self.message} {self.hint}".strip()


@dataclass(frozen=True)
class Project:
    owner: str
    slug: str
    title: str
    url: str
    document: Document = field(repr=False)

    @property
    def name(self) -> str:
        return f"{self.owner}/{self.slug}"


@dataclass(frozen=True)
class Evaluation:
    """One run of a protocol over one data set and at most one script, as it stood when it was read."""

    id: str
    url: str
    status: str
    stage: str
    done: int
    total: int
    eta_seconds: int | None
    queue_position: int | None
    reason: Reason | None
    primary_metric: str
    results: tuple[Result, ...]
    best: str | None
    checks: tuple[Check, ...]
    printed: str
    project: Project
    document: Document = field(repr=False)

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE

    @property
    def headline(self) -> Result | None:
        """The script's result; without a script the best of the standard pipelines."""
        by_code = {result.pipeline: result for result in self.results}
        return by_code.get("script") or by_code.get(self.best or "")

    @property
    def score(self) -> Score | None:
        """The headline's score in the primary metric."""
        return self.headline.scores.get(self.primary_metric) if self.headline else None

    def _repr_html_(self) -> str:
        """The table of scores, in a notebook."""
        rows = "".join(html_row(result, self.primary_metric) for result in self.results)
        head = f"<tr><th>Pipeline</th><th>{html.escape(self.primary_metric)}</th><th>Verdict</th></tr>"
        title = html.escape(f"{self.project.title}: {self.reason or self.status}")
        return f"<p>{title}</p><table>{head}{rows}</table>" if rows else f"<p>{title}</p>"


def html_row(result: Result, metric: str) -> str:
    score = result.scores.get(metric)
    cells = (result.title, str(score) if score else result.reason, str(result.verdict or ""))
    return "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>"


def shown(number: float) -> str:
    """Three decimals for what lies between -10 and 10, else four significant digits."""
    return f"{number:.3f}" if abs(number) < 10 else f"{number:.4g}"


def read_project(document: Document) -> Project:
    return Project(
        owner=document["owner"],
        slug=document["slug"],
        title=document["title"],
        url=document["url"],
        document=document,
    )


def read_evaluation(document: Document) -> Evaluation:
    """From the whole document of ``GET /api/v1/evaluations/{id}/``. What is not known here is left alone."""
    progress = document["progress"]
    return Evaluation(
        id=document["id"],
        url=document["url"],
        status=document["status"],
        stage=document["stage"],
        done=progress["done"],
        total=progress["total"],
        eta_seconds=progress["eta_seconds"],
        queue_position=document["queue_position"],
        reason=optional(read_reason, document["reason"]),
        primary_metric=document["protocol"]["primary_metric"],
        results=tuple(read_result(line) for line in document["results"]),
        best=document["best"],
        checks=tuple(read_check(check) for check in document["checks"]),
        printed=(document["script"] or {}).get("printed", ""),
        project=read_project(document["project"]),
        document=document,
    )


def read_reason(document: Document) -> Reason:
    return Reason(
        code=document["code"],
        message=document["message"],
        hint=document["hint"],
        line=document.get("line"),
        platform_fault=document["platform_fault"],
    )


def read_check(document: Document) -> Check:
    return Check(
        code=document["code"],
        title=document["title"],
        outcome=document["outcome"],
        message=document["message"],
    )


def read_result(document: Document) -> Result:
    return Result(
        pipeline=document["pipeline"],
        title=document["title"],
        origin=document["origin"],
        status=document["status"],
        reason=(document["reason"] or {}).get("message", ""),
        fit_seconds=document["fit_seconds"],
        scores={metric: read_score(metric, score) for metric, score in document["scores"].items()},
        verdict=optional(read_verdict, document["versus_baseline"]),
    )


def read_score(metric: str, document: Document) -> Score:
    return Score(
        metric=metric,
        mean=document["mean"],
        low=document["low"],
        high=document["high"],
        folds=tuple(document["folds"]),
        higher_is_better=document["higher_is_better"],
    )


def read_verdict(document: Document) -> Verdict:
    return Verdict(
        verdict=document["verdict"],
        difference=document["difference"],
        low=document["low"],
        high=document["high"],
    )


def optional(read: Callable[[Document], T], document: Document | None) -> T | None:
    return None if document is None else read(document)
