"""How many public projects there are of each kind: the numbers beside the choices on the explore page.

All are sums over cells: how many projects have this task, this size, this outcome, and for each tag the same.
The cells of everything are counted once for each edition of the public face, those of a search by words (a
bounded number of matches) at each search.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.core.cache import caches
from django.db.models import Case, CharField, Count, Value, When

from portfolio.kept_pages import KEPT_SECONDS, current_edition
from portfolio.models import Listing
from portfolio.narrative import TASKS
from portfolio.search import SIZES, Search

TAGS_SHOWN = 12


class Cell(NamedTuple):
    task: str
    size: str
    beats: str  # "yes" or nothing, as in the address


@dataclass(frozen=True)
class Cells:
    plain: Counter[Cell]
    tagged: Mapping[str, Counter[Cell]]

    def count(self, search: Search, **changes: str) -> int:
        """How many there are with what is asked for, words aside."""
        wanted = replace(search, **changes)
        counted = self.tagged.get(wanted.tag, Counter()) if wanted.tag else self.plain
        asked = Cell(wanted.task, wanted.size, wanted.beats)
        return sum(number for cell, number in counted.items() if is_in(cell, asked))


def is_in(cell: Cell, asked: Cell) -> bool:
    return all(not wish or wish == part for wish, part in zip(asked, cell, strict=True))


@dataclass(frozen=True)
class Choice:
    """One value of a facet. ``address`` turns it on, or off where it is on."""

    label: str
    count: int
    address: str
    is_on: bool


@dataclass(frozen=True)
class Facet:
    title: str
    choices: tuple[Choice, ...]


def count_cells(ids: list[int] | None) -> Cells:
    """Of the projects with these ids, or of all public ones."""
    if ids is not None:
        return make_cells(ids)
    key = f"cells.{current_edition()}"
    known: Cells | None = caches["pages"].get(key)
    if known is None:
        known = make_cells(None)
        caches["pages"].set(key, known, KEPT_SECONDS)
    return known


def make_cells(ids: list[int] | None) -> Cells:
    """Two queries, on the listings alone: only what strangers find has one."""
    found = Listing.objects.all() if ids is None else Listing.objects.filter(project__in=ids)
    sizes = [When(rows__gte=low, rows__lt=high, then=Value(code)) for code, (_, low, high) in SIZES.items()]
    cells = found.annotate(size=Case(*sizes, output_field=CharField())).order_by()
    plain: Counter[Cell] = Counter()
    tagged: dict[str, Counter[Cell]] = {}
    parts = ("task", "size", "beats_baseline")
    for task, size, beats, number in cells.values_list(*parts).annotate(Count("pk")):
        plain[Cell(task, size, "yes" if beats else "")] = number
    with_tags = cells.filter(project__tags__isnull=False).values_list("project__tags__name", *parts)
    for tag, task, size, beats, number in with_tags.annotate(Count("pk")):
        tagged.setdefault(tag, Counter())[Cell(task, size, "yes" if beats else "")] = number
    return Cells(plain, tagged)


def make_facets(search: Search, cells: Cells) -> tuple[Facet, ...]:
    """How many there would be with each choice, the other facets as they are."""
    tags = {tag: cells.count(search, tag=tag) for tag in cells.tagged}
    common = sorted(filter(tags.get, tags), key=lambda name: (-tags[name], name))[:TAGS_SHOWN]
    tasks = {code: (title, cells.count(search, task=code)) for code, title in TASKS.items()}
    sizes = {code: (title, cells.count(search, size=code)) for code, (title, _, _) in SIZES.items()}
    beating = {"yes": ("Beats its baseline", cells.count(search, beats="yes"))}
    return (
        facet(search, "task", "Predicts", tasks),
        facet(search, "beats", "Result", beating),
        facet(search, "size", "Size", sizes),
        facet(search, "tag", "Tags", {name: (name, tags[name]) for name in common}),
    )


def facet(search: Search, name: str, title: str, values: Mapping[str, tuple[str, int]]) -> Facet:
    """Choices with nothing behind them are left out, unless they are on."""
    now = getattr(search, name)
    choices = (
        Choice(label, count, search.address(**{name: "" if now == code else code}), now == code)
        for code, (label, count) in values.items()
        if count or now == code
    )
    return Facet(title, tuple(choices))
