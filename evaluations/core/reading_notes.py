"""What the reader of a file did that its owner should know, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from evaluations.core.cells import Body
from evaluations.core.headers import Names
from evaluations.core.kinds import RawColumn, TypedColumn
from evaluations.core.placeholders import find_placeholder

_SHOWN = 4


def name_some(names: Sequence[str]) -> str:
    """Up to four names in quotation marks, and how many more there are."""
    shown = ", ".join(f"“{name}”" for name in names[:_SHOWN])
    more = len(names) - _SHOWN
    return f"{shown} and {more:,} more" if more > 0 else shown


def describe_text(replaced: int, encoding: str) -> list[str]:
    if not replaced:
        return []
    return [f"{count(replaced, 'character')} could not be read as {encoding.upper()} and show as �."]


def describe_start(header_line: int, first_line: int) -> list[str]:
    """``first_line`` is where the text begins; a ``sep=`` line is not a title."""
    if header_line == 0:
        return ["The file has no header line, so the columns were named column_1, column_2, …"]
    skipped = header_line - first_line
    if skipped <= 0:
        return []
    return [f"{count(skipped, 'line')} above the header (titles, comments or blank) left out."]


def describe_units(lines: Sequence[int]) -> list[str]:
    """``lines`` between the names and the first row of values."""
    if not lines:
        return []
    return [
        f"Below the names, {some_lines(lines)} left out: words above nothing but numbers (units, questions)."
    ]


def describe_comments(lines: Sequence[int]) -> list[str]:
    """``lines`` below the header that were left out."""
    return [f"{count(len(lines), 'comment line')} left out ({some_lines(lines)})."] if lines else []


def describe_rows(body: Body) -> list[str]:
    notes = []
    if body.short:
        rows, lines = count(len(body.short), "row"), some_lines(body.short)
        notes.append(f"{rows} with too few cells, filled up with missing values ({lines}).")
    if body.overfull:
        rows, lines = count(len(body.overfull), "row"), some_lines(body.overfull)
        notes.append(f"{rows} with more cells than the header: the extra cells were left out ({lines}).")
    if body.header_rows:
        notes.append(f"{count(body.header_rows, 'row')} that said the header again left out.")
    if body.blank_rows:
        notes.append(f"{count(body.blank_rows, 'row')} without a single value left out.")
    return notes


def describe_names(names: Names) -> list[str]:
    notes = []
    if names.blank:
        notes.append(f"Columns without a name were called {name_some(names.blank)}.")
    for old, new in names.renamed[:_SHOWN]:
        notes.append(f"The name “{old}” is there more than once; one of them is now “{new}”.")
    if len(names.renamed) > _SHOWN:
        notes.append(f"{len(names.renamed) - _SHOWN:,} more repeated names were numbered in the same way.")
    return notes


def describe_index(typed: Sequence[TypedColumn]) -> list[str]:
    """The row numbers that ``to_csv`` writes unless it is told not to."""
    if not typed or not typed[0].column.name.startswith("Unnamed: 0"):
        return []
    values = typed[0].column.values
    counts_up = typed[0].column.integer and len(values) > 1 and bool(((values[1:] - values[:-1]) == 1).all())
    if not counts_up:
        return []
    return ["“Unnamed: 0” only counts the rows: it is an index that pandas wrote. Do not learn from it."]


def describe_placeholders(typed: Sequence[TypedColumn]) -> list[str]:
    """One note a value: the columns of a file often share it."""
    columns: dict[float, list[str]] = {}
    for one in typed:
        found = find_placeholder(one.column)
        if found is not None:
            columns.setdefault(found.value, []).append(one.column.name)
    return [
        f"{value:g} is in {name_some(names)} again and again, far from all other values: it may stand for "
        "missing. It was left as a number; empty those cells if it does."
        for value, names in list(columns.items())[:_SHOWN]
    ]


def describe_columns(raw: Sequence[RawColumn], typed: Sequence[TypedColumn]) -> list[str]:
    """One note a matter, naming the columns it concerns."""
    matters: tuple[tuple[Callable[[TypedColumn], bool], str], ...] = (
        (lambda t: t.reading.number.decimal == ",", "Decimal commas were read as decimal points in {}."),
        (lambda t: bool(t.reading.number.thousands), "Thousands marks were taken out of {}."),
        (
            lambda t: t.reading.number.decoration == "%",
            "Percentages were read as numbers (12 % as 12) in {}.",
        ),
        (lambda t: t.reading.number.decoration == "+", "A + behind the numbers was taken off in {}."),
        (lambda t: t.reading.number.decoration not in ("", "%", "+"), "Currency signs were taken out of {}."),
        (lambda t: t.scaled, "K, M and B were read as thousands, millions and billions in {}."),
        (lambda t: t.bracketed, "Numbers in brackets were read as negative in {}."),
        (
            lambda t: t.remark == "code",
            "{}: kept as codes, not numbers (leading zeros, or too many digits).",
        ),
        (lambda t: t.remark == "overflow", "{}: values too large for a number were read as missing."),
        (lambda t: t.remark == "not_numbers", "{}: values that are no numbers were read as missing."),
        (
            lambda t: t.remark == "not_dates",
            "{}: values that are no dates stay as they are, without a day, month or year.",
        ),
        (
            lambda t: t.reading.number.ambiguous,
            "{}: like 1,234 or 1.234, readable in two ways; check the preview.",
        ),
    )
    notes = list(_describe_nearly_numbers(typed))
    for applies, sentence in matters:
        names = [t.column.name for t in typed if applies(t)]
        if names:
            notes.append(sentence.format(name_some(names)))
    for word in sorted({word for one in typed for word in one.absent})[:_SHOWN]:
        names = [one.column.name for one in typed if word in one.absent]
        notes.append(f"“{word}” was read as missing in {name_some(names)}.")
    trimmed = [r.name for r, t in zip(raw, typed, strict=True) if r.trimmed and t.column.kind != "number"]
    if trimmed:
        notes.append(f"Blanks around the values were taken off in {name_some(trimmed)}.")
    return notes


def _describe_nearly_numbers(typed: Sequence[TypedColumn]) -> Iterator[str]:
    """Numbers kept as text are never kept in silence."""
    for one in [one for one in typed if one.remark == "nearly_numbers"][:_SHOWN]:
        yield (
            f"“{one.column.name}”: nearly all values are numbers, but not “{one.example[:40]}”, so that they "
            "were kept as names. Say that the column holds numbers, and such values count as missing."
        )


def count(number: int, noun: str) -> str:
    """ "1 row", "2,000 rows"."""
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"


def some_lines(lines: Sequence[int]) -> str:
    """ "line 3", "lines 3, 9, 12, 80, …"."""
    shown = ", ".join(f"{line:,}" for line in lines[:_SHOWN])
    word = "line" if len(lines) == 1 else "lines"
    return f"{word} {shown}, …" if len(lines) > _SHOWN else f"{word} {shown}"
