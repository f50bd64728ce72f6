"""What a learner can show: counted from measured results of public projects, never from what people say."""

from __future__ import annotations

from dataclasses import dataclass

from evaluations.figures.numbers import count
from evaluations.outcomes import outcomes_of
from portfolio.narrative import evidence_sentence
from projects.models import Learner, Project


@dataclass(frozen=True)
class Fact:
    """A number with its words: "3 of 3", "beat their baseline"."""

    number: str
    words: str


@dataclass(frozen=True)
class Evidence:
    """Of the newest published version of every public project; each data set counts once."""

    projects: int = 0
    beat_baseline: int = 0
    datasets: int = 0
    rows: int = 0
    lockboxes: int = 0  # opened, with intervals that can be compared
    lockboxes_agree: int = 0  # or say better: not clearly worse than the folds

    @property
    def sentence(self) -> str:
        return evidence_sentence(self.projects, self.beat_baseline)

    @property
    def facts(self) -> tuple[Fact, ...]:
        if not self.projects:
            return ()
        many = self.projects > 1
        facts = [
            Fact(str(self.projects), "projects measured" if many else "project measured"),
            Fact(
                f"{self.beat_baseline} of {self.projects}",
                f"clearly {'beat their' if many else 'beats its'} baseline",
            ),
            Fact(f"{self.rows:,}", f"rows in {count(self.datasets, 'data set')}"),
        ]
        if self.lockboxes:
            words = "lockboxes held" if self.lockboxes > 1 else "lockbox held"
            facts.append(Fact(f"{self.lockboxes_agree} of {self.lockboxes}", words))
        return tuple(facts)


def evidence_of(learner: Learner) -> Evidence:
    """Three queries for any number of projects."""
    listed = Project.objects.listed().filter(owner=learner, listing__evaluation__isnull=False).order_by()
    found = list(listed.values_list("listing__evaluation", "dataset_version__sha256", "listing__rows"))
    outcomes = outcomes_of(pinned for pinned, _, _ in found)
    rows = {sha256: number or 0 for _, sha256, number in found}
    boxes = [outcome.lockbox for outcome in outcomes if outcome.lockbox]
    return Evidence(
        projects=len(outcomes),
        beat_baseline=sum(outcome.verdict == "better" for outcome in outcomes),
        datasets=len(rows),
        rows=sum(rows.values()),
        lockboxes=len(boxes),
        lockboxes_agree=sum(box != "worse" for box in boxes),
    )
