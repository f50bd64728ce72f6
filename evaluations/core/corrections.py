"""What the owner of a file has corrected before, so that the next correction does not undo it.

No record is kept of it: it is where a reading differs from what the reader finds by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evaluations.core.reading_record import Reading, Wishes


def find_corrections(before: Reading, found: Reading) -> Wishes:
    """The decimal mark and the kinds in which ``before`` differs from what is ``found`` in the same cells."""
    kinds = {column.name: column.kind for column in found.columns}
    return Wishes(
        decimal=before.decimal if before.decimal != found.decimal else "",
        kinds={one.name: one.kind for one in before.columns if kinds.get(one.name, one.kind) != one.kind},
    )


def join_wishes(wishes: Wishes, earlier: Wishes) -> Wishes:
    """``wishes``, and what was said ``earlier`` where they say nothing; but not its kinds."""
    return replace(
        wishes,
        header_line=earlier.header_line if wishes.header_line is None else wishes.header_line,
        decimal=wishes.decimal or earlier.decimal,
    )


def add_kinds(wishes: Wishes, earlier: Wishes, names: Sequence[str]) -> Wishes:
    """The kinds said ``earlier`` as well, of columns that still have these ``names``."""
    kept = {name: kind for name, kind in earlier.kinds.items() if name in names}
    return replace(wishes, kinds={**kept, **wishes.kinds})
