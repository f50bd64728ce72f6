"""What the command line shows: a bar while it runs, a table at the end. All of it on standard error but
the answer itself, so that output can be piped."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table

from firstfit.client import Notice
from firstfit.records import Evaluation, Result, shown
from firstfit.terminal import escape

STAGES = {
    "waiting": "waiting for a worker",
    "reading": "reading the data",
    "script": "trying the script on a few rows",
    "measuring": "training and scoring models",
    "reporting": "writing the report",
    "done": "done",
}
STYLES = {"better": "green", "worse": "red", "no_clear_difference": "yellow"}
MARKS = {"issue": "[red]issue[/]", "tip": "[yellow]tip[/]"}


def said(evaluation: Evaluation) -> str:
    text = STAGES.get(evaluation.stage, evaluation.stage)
    if evaluation.queue_position:
        text += f" ({evaluation.queue_position}. in the queue)"
    if evaluation.eta_seconds:
        text += f", about {evaluation.eta_seconds} s left"
    return text


@contextlib.contextmanager
def progress_bar(console: Console) -> Iterator[Notice | None]:
    """What to call with the evaluation as it goes on; None where nobody looks at a terminal."""
    if not console.is_terminal:
        yield None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("sent", total=None)

        def notice(evaluation: Evaluation) -> None:
            total = evaluation.total or None
            progress.update(task, description=said(evaluation), completed=evaluation.done, total=total)

        yield notice


def score_table(evaluation: Evaluation) -> Table:
    metric = evaluation.primary_metric
    table = Table(
        title=escape(evaluation.project.title),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column("Pipeline")
    table.add_column(metric, justify="right")
    table.add_column("95 % interval", no_wrap=True)
    table.add_column("Against the baseline")
    table.add_column("Fit", justify="right")
    for result in evaluation.results:
        table.add_row(*row_of(result, metric), style="bold" if result == evaluation.headline else "")
    return table


def row_of(result: Result, metric: str) -> tuple[str, ...]:
    score = result.scores.get(metric)
    if score is None:
        return (escape(result.title), "–", "", escape(result.reason or result.status), "")
    interval = "" if score.low is None or score.high is None else f"{shown(score.low)} to {shown(score.high)}"
    return (
        escape(result.title),
        shown(score.mean),
        interval,
        verdict_of(result),
        f"{result.fit_seconds:.2f} s",
    )


def verdict_of(result: Result) -> str:
    if result.verdict is None:
        return ""
    style = STYLES.get(result.verdict.verdict, "")
    words = result.verdict.verdict.replace("_", " ")
    return f"[{style}]{words}[/] {result.verdict.difference:+.3f}" if style else words


def show_report(console: Console, evaluation: Evaluation) -> None:
    """The table, the warnings, and where the page is."""
    if evaluation.results:
        console.print(score_table(evaluation))
    for check in evaluation.checks:
        if check.outcome in MARKS:
            console.print(f"{MARKS[check.outcome]} {check.code} {escape(check.message)}")
    if evaluation.status != "succeeded":
        console.print(f"{evaluation.status}: {escape(str(evaluation.reason or said(evaluation)))}")
    console.print(escape(evaluation.url), soft_wrap=True)


def plain(evaluation: Evaluation) -> dict[str, Any]:
    """The whole document but the drawings, which nobody reads in a terminal."""
    figures = [
        {name: value for name, value in figure.items() if name != "svg"}
        for figure in evaluation.document["figures"]
    ]
    return {**evaluation.document, "figures": figures}
