"""Preview images of people, data sets and the site itself: who or what, in a sentence, and some scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from evaluations.figures.numbers import count
from evaluations.figures.scoreline import ScoreLine, score_line_svg
from evaluations.figures.svg import label
from evaluations.figures.text import cut
from portfolio.dataset_page import dataset_of_all
from portfolio.evidence import evidence_of
from portfolio.follows import person_named
from portfolio.page import EXAMPLE
from portfolio.pins import pinned_of
from portfolio.rows import ProjectRow, for_rows, make_person, make_rows
from portfolio.sharing.picture import (
    EDGE,
    HEIGHT,
    INTER_IS_NARROWER,
    ROOM,
    TITLE_TOP,
    frame,
    picture_of,
    without_pictographs,
)
from portfolio.sharing.preview import measured_by, placed, score_parts
from projects.models import Project

LINES_MAX = 3
LINES_TOP, LINES_APART = 316, 84
LINE_SCALE, LINE_LEFT = 1.9, 604  # of the score line at the size of a badge
SITE_SAYS = "Publish machine learning results that people believe."


@dataclass(frozen=True)
class Postcard:
    """``lines``: titles of projects with their scores."""

    kicker: str
    title: str
    says: str
    lines: tuple[tuple[str, ScoreLine], ...] = ()


def postcard_png(card: Postcard) -> bytes:
    rows = (part for place, line in enumerate(card.lines) for part in row_parts(place, *line))
    return picture_of(written(card, *rows, label(EDGE, HEIGHT - 36, measured_by(), size=28, room=ROOM)))


def site_png() -> bytes:
    """Of pages that are about no one project: the example of the front page."""
    card = Postcard("", "Machine learning results that people believe", "")
    foot = label(EDGE, HEIGHT - 36, "Every score is one that the platform measured.", size=28, room=ROOM)
    return picture_of(written(card, *score_parts(EXAMPLE), foot))


def written(card: Postcard, *parts: str) -> str:
    says = label(EDGE, TITLE_TOP + 60, card.says, size=30, tone="ff-muted", room=ROOM / INTER_IS_NARROWER)
    below = (says, *parts) if card.says else parts
    most = 1 if card.says else 2
    return frame(*below, kicker=card.kicker, title=card.title, says=card.says or SITE_SAYS, lines=most)


def row_parts(place: int, title: str, line: ScoreLine) -> Iterator[str]:
    top = LINES_TOP + LINES_APART * place
    room = (LINE_LEFT - EDGE - 24) / INTER_IS_NARROWER
    yield label(EDGE, top + 34, cut(without_pictographs(title), 28, room), size=28)
    yield placed(score_line_svg(line, "badge"), LINE_LEFT, top, LINE_SCALE)


def postcard_of_person(username: str) -> Postcard:
    """As strangers see them: what they pinned first, then the newest. Raise ``NotFound`` for nobody."""
    learner = person_named(username)
    person, listed = make_person(learner), Project.objects.listed().filter(owner=learner)
    first = [*for_rows(pinned_of(learner))[:LINES_MAX]]
    others = listed.filter(pin_position__isnull=True).newest_published()
    rows = make_rows([*first, *for_rows(others)[: LINES_MAX - len(first)]])
    says = evidence_of(learner).sentence or person.about or "No published projects yet."
    return Postcard(f"@{person.username}", person.name, says, lines_of(rows))


def postcard_of_dataset(owner: str, slug: str) -> Postcard:
    """As strangers see it. Raise ``NotFound`` unless a public project stands on it."""
    version, rows = dataset_of_all(AnonymousUser(), owner, slug, LINES_MAX)
    says = f"{count(version.rows, 'row')}, {count(len(version.columns), 'column')}"
    return Postcard(f"@{owner} / data set", version.dataset.name, says, lines_of(rows))


def lines_of(rows: Iterable[ProjectRow]) -> tuple[tuple[str, ScoreLine], ...]:
    return tuple((row.title, row.summary.line) for row in rows if row.summary)
