"""The form in which a learner says that a file was read wrongly, and how it is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from evaluations.core.reading_record import ENCODINGS, Wishes
from evaluations.figures.text import clean

# Tabs and blanks do not survive in a form: separators go by name.
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "colon": ":", "blanks": " "}
SEPARATOR_WORDS = {
    "comma": "comma  ,",
    "semicolon": "semicolon  ;",
    "tab": "tab",
    "bar": "vertical bar  |",
    "colon": "colon  :",
    "blanks": "blanks",
}
KIND_WORDS = {
    "number": "number: an amount",
    "boolean": "yes or no",
    "category": "category: one of some names, or a code",
    "date": "date",
    "text": "text: sentences",
}
DECIMAL_WORDS = [
    (".", "decimal points: 1,234 is over a thousand"),
    (",", "decimal commas: 1,234 is under two"),
]
OF_TEXT = ("encoding", "delimiter")
KEPT = "kept"  # of a separator that only the file itself knows


class ReadingForm(forms.Form):
    """How the file was read; what is changed in it is a wish, what is left alone is found as before."""

    encoding = forms.ChoiceField(label="Characters are written in", required=False)
    delimiter = forms.ChoiceField(label="Cells are separated by", required=False)
    part = forms.ChoiceField(label="The sheet", required=False)
    header_line = forms.IntegerField(
        label="The names are on line",
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text="0 when the file has no line with names.",
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    decimal = forms.ChoiceField(
        label="Numbers that can be read in two ways have",
        required=False,
        choices=DECIMAL_WORDS,
    )

    def __init__(self, reading: Mapping[str, Any], data: Any = None) -> None:
        self.reading = reading
        self.kinds = [column["kind"] for column in reading["columns"]]
        super().__init__(data, initial=self._as_read())
        self._offer()

    def _as_read(self) -> dict[str, Any]:
        names = {mark: name for name, mark in SEPARATORS.items()}
        return {
            **{name: self.reading.get(name, "") for name in ("encoding", "part", "header_line", "decimal")},
            "delimiter": names.get(self.reading["delimiter"], KEPT),
            **{f"kind_{position}": kind for position, kind in enumerate(self.kinds)},
        }

    def _offer(self) -> None:
        """The choices that the file leaves, and one for the kind of each column."""
        form = self.reading.get("format", "text")
        self._drop(() if form == "text" else OF_TEXT)
        self._drop(() if form in ("text", "xlsx") else ("header_line",))
        self._drop(() if self.reading.get("parts") else ("part",))
        self._choose("encoding", [(name, name) for name in _first(self.reading["encoding"], ENCODINGS)])
        self._choose("delimiter", self._separators())
        self._choose("part", [(name, name) for name in self.reading.get("parts", ())])
        for position, column in enumerate(self.reading["columns"]):
            self.fields[f"kind_{position}"] = forms.ChoiceField(
                label=clean(column["name"], 80), required=False, choices=list(KIND_WORDS.items())
            )

    def _drop(self, names: tuple[str, ...]) -> None:
        for name in names:
            del self.fields[name]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def _separators(self) -> list[tuple[str, str]]:
        own = self.reading["delimiter"]
        kept = [] if own in SEPARATORS.values() else [(KEPT, f"as it is: {clean(own, 5)}")]
        return [*kept, *SEPARATOR_WORDS.items()]

    def of_file(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("kind_")]

    def of_columns(self) -> Iterator[forms.BoundField]:
        return (self[f"kind_{position}"] for position in range(len(self.kinds)))

    def wishes(self) -> Wishes:
        """What differs from how the file was read."""
        told = {name: self.cleaned_data[name] for name in self.changed_data if self._was_sent(name)}
        header_line = told.get("header_line")
        return Wishes(
            encoding=told.get("encoding", ""),
            delimiter=SEPARATORS.get(told.get("delimiter", ""), ""),
            decimal=told.get("decimal", ""),
            header_line=header_line,
            part=told.get("part", ""),
            kinds={
                column["name"]: told[f"kind_{position}"]
                for position, column in enumerate(self.reading["columns"])
                if f"kind_{position}" in told
            },
        )

    def _was_sent(self, name: str) -> bool:
        return self.cleaned_data.get(name) not in (None, "")

    def field_of(self, name: str) -> str:
        """Where an error of the reader belongs: ``reading.encoding`` is this form's ``encoding``."""
        return name.removeprefix("reading.")


def _first(one: str, others: tuple[str, ...]) -> list[str]:
    return [one, *(other for other in others if other != one)]
