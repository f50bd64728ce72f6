"""A script as a page shows it: highlighted by classes alone, every line with an anchor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.python import PythonLexer

from evaluations.core.script_lint import lint_script
from evaluations.figures.numbers import count
from evaluations.figures.text import clean
from evaluations.shown.words import block, file_size
from projects.models import Script

LONGEST = 64 * 1024
FORMS = {
    "make_model": "It gives its model through make_model().",
    "model": "It leaves its model in a variable called model.",
    "class": "It defines one class with fit and predict.",
    "as_is": "It was run as it is, and the model that it left was measured.",
    "notebook": "Its code cells were run one after the other, and the model that they left was measured.",
}


@dataclass(frozen=True)
class ShownCode:
    filename: str
    version: int
    sha256: str
    size: str
    form: str
    lines: int
    html: SafeString
    marks: tuple[ShownMark, ...]

    @property
    def marked_lines(self) -> frozenset[int]:
        return frozenset(mark.line for mark in self.marks)


@dataclass(frozen=True)
class ShownMark:
    """What a line does to the script's own score."""

    code: str
    line: int
    message: str
    outcome: str


def show_code(script: Script, target: str) -> ShownCode:
    source = block(script.source, LONGEST)
    marks = find_marks(script.source, target)
    return ShownCode(
        filename=clean(script.filename),
        version=script.version,
        sha256=script.sha256,
        size=f"{count(len(source.splitlines()), 'line')}, {file_size(len(script.source.encode()))}",
        form=FORMS.get(script.form, ""),
        lines=len(source.splitlines()),
        html=highlight_python(source, frozenset(mark.line for mark in marks)),
        marks=marks,
    )


@lru_cache(maxsize=128)
def find_marks(source: str, target: str) -> tuple[ShownMark, ...]:
    return tuple(
        ShownMark(mark.code, mark.line, mark.message, "issue" if mark.is_issue else "tip")
        for mark in lint_script(source, target)
    )


def highlight_python(source: str, marked: frozenset[int] = frozenset()) -> SafeString:
    """Lines of spans. The line numbers are drawn by the stylesheet, so that copying leaves them out."""
    return mark_safe("".join(highlight_lines(source, marked)))  # noqa: S308  (each is safe)


@lru_cache(maxsize=128)
def highlight_lines(source: str, marked: frozenset[int] = frozenset()) -> tuple[SafeString, ...]:
    """One span a line, with an anchor; the marked ones stand out."""
    formatter = HtmlFormatter(nowrap=True, classprefix="hl-")
    written = highlight(source, PythonLexer(stripnl=False, ensurenl=True), formatter)
    lines = written.rstrip("\n").split("\n")
    return tuple(
        format_html(
            '<span class="line{}" id="L{}"><a class="line-number" href="#L{}" data-line="{}" tabindex="-1" '
            'aria-hidden="true"></a>{}\n</span>',
            " marked" if number in marked else "",
            number,
            number,
            number,
            mark_safe(line),  # noqa: S308  (escaped by the highlighter)
        )
        for number, line in enumerate(lines, start=1)
    )
