"""How many public projects there are of each kind: the numbers beside the choices on the explore page.

All are sums over cells: how many projects have this task, this size, this outcome, and for each tag the same.
Those of a search by words (a bounded number of matches) are counted at each search, those of everything once
for each edition of the public face. Where there are many projects a reader would have to wait for that after
each change: then the sweep counts, and the numbers may be some seconds old.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.cache import caches
from django.db import models
from django.db.models import Case, CharField, Count, Value, When

from portfolio.kept_pages import KEPT_SECONDS, current_edition
from portfolio.models import FacetCounts, Listing
from portfolio.narrative import TASKS
from portfolio.search import SIZES, Search

TAGS_SHOWN = 12
TAGS_KEPT = 200
FEW = 500  # public projects that are counted within a page
PARTS = ("task", "size", "beats_baseline")


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
        wanted = {**vars(search), **changes}
        counted = self.tagged.get(wanted["tag"], Counter()) if wanted["tag"] else self.plain
        task, size, beats = wanted["task"], wanted["size"], wanted["beats"]
        return sum(
            number
            for cell, number in counted.items()
            if task in ("", cell.task) and size in ("", cell.size) and beats in ("", cell.beats)
        )


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


def count_cells(search: Search, ids: list[int] | None) -> Cells:
    """Of the projects with these ids, or of all public ones."""
    cells = make_cells(Listing.objects.filter(project__in=ids)) if ids is not None else count_all()
    if not search.tag or search.tag in cells.tagged:
        return cells
    rare = count_plain(Listing.objects.filter(project__tags__name=search.tag))
    return Cells(cells.plain, {**cells.tagged, search.tag: rare})


def count_all() -> Cells:
    """As they were counted lately where there are many; else counted once for each edition."""
    lately = FacetCounts.objects.first()
    if lately is not None:
        return read_counts(lately.counts)
    key = f"cells.{current_edition()}"
    known: Cells | None = caches["pages"].get(key)
    if known is None:
        known = make_cells(Listing.objects.all())
        caches["pages"].set(key, known, KEPT_SECONDS)
    return known


def recount(few: int = FEW) -> None:
    """Count again if anything changed: the sweep does it, so that no reader waits."""
    edition, lately = current_edition(), FacetCounts.objects.first()
    if lately is not None and lately.edition == edition:
        return
    if Listing.objects.count() <= few:
        FacetCounts.objects.all().delete()
        return
    counts = write_counts(make_cells(Listing.objects.all()))
    FacetCounts.objects.update_or_create(
        pk=lately.pk if lately else 1, defaults={"edition": edition, "counts": counts}
    )


def write_counts(cells: Cells) -> dict[str, Any]:
    """As JSON, with the commonest tags."""
    common = sorted(cells.tagged, key=lambda tag: (-cells.tagged[tag].total(), tag))[:TAGS_KEPT]
    tagged = {tag: [[*cell, number] for cell, number in cells.tagged[tag].items()] for tag in common}
    return {"plain": [[*cell, number] for cell, number in cells.plain.items()], "tagged": tagged}


def read_counts(counts: Mapping[str, Any]) -> Cells:
    def counter(rows: Iterable[Sequence[Any]]) -> Counter[Cell]:
        return Counter({Cell(*parts): number for *parts, number in rows})

    return Cells(counter(counts["plain"]), {tag: counter(rows) for tag, rows in counts["tagged"].items()})


def make_cells(found: models.QuerySet[Listing]) -> Cells:
    """Two queries, on the listings alone: only what strangers find has one."""
    tagged: dict[str, Counter[Cell]] = {}
    with_tags = in_cells(found.filter(project__tags__isnull=False))
    rows = with_tags.values_list("project__tags__name", *PARTS).annotate(Count("pk"))
    for tag, task, size, beats, number in rows:
        tagged.setdefault(tag, Counter())[Cell(task, size, "yes" if beats else "")] = number
    return Cells(count_plain(found), tagged)


def count_plain(found: models.QuerySet[Listing]) -> Counter[Cell]:
    rows = in_cells(found).values_list(*PARTS).annotate(Count("pk"))
    return Counter({Cell(task, size, "yes" if beats else ""): number for task, size, beats, number in rows})


def in_cells(found: models.QuerySet[Listing]) -> models.QuerySet[Listing]:
    sizes = [When(rows__gte=low, rows__lt=high, then=Value(code)) for code, (_, low, high) in SIZES.items()]
    return found.annotate(size=Case(*sizes, output_field=CharField())).order_by()


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
