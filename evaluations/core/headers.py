"""Column names: never empty, never twice, and the same as pandas makes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_MAX_CHARS = 200


@dataclass(frozen=True)
class Names:
    """The names in the file's order; which were blank, which were renamed (old, new)."""

    names: tuple[str, ...]
    blank: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]


def make_names(header: Sequence[str] | None, width: int) -> Names:
    """Blank names become ``Unnamed: 3`` and repeated ones ``name.1``, as in ``pandas.read_csv``.

    A learner's script that says ``frame.drop(columns="Unnamed: 0")`` then works on our table as well.
    Files without a header get ``column_1``, ``column_2``, ….
    """
    if header is None:
        return Names(tuple(f"column_{number}" for number in range(1, width + 1)), (), ())
    cleaned = [" ".join(name.split())[:_MAX_CHARS] for name in header]
    wanted = [name or f"Unnamed: {position}" for position, name in enumerate(cleaned)]
    names = _make_unique(wanted)
    blank = tuple(new for new, old in zip(names, cleaned, strict=True) if not old)
    renamed = tuple((old, new) for old, new in zip(wanted, names, strict=True) if old != new)
    return Names(tuple(names), blank, renamed)


def _make_unique(wanted: Sequence[str]) -> list[str]:
    taken, next_number, names = set(wanted), dict.fromkeys(wanted, 0), []
    for name in wanted:
        unique = name
        if next_number[name]:
            unique = f"{name}.{next_number[name]}"
            while unique in taken:
                next_number[name] += 1
                unique = f"{name}.{next_number[name]}"
        next_number[name] += 1
        taken.add(unique)
        names.append(unique)
    return names
