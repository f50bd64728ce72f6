"""What the words of a check are. No numpy: web pages import this."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class CheckText:
    """The words of a check; ``docs`` is its place in the documentation."""

    code: str
    title: str
    looks_for: str
    why: str
    what_to_do: str

    @property
    def anchor(self) -> str:
        """As the headings of ``docs/checks.md`` are addressed."""
        return re.sub(r"[^a-z0-9 -]", "", f"{self.code} {self.title}".lower()).replace(" ", "-")

    @property
    def docs(self) -> str:
        return f"docs/checks.md#{self.anchor}"


def say_number(value: float, digits: int = 4) -> str:
    """So many digits, or all of them before the point: "1987", "−0.105", "2,301,000", "1.4e+10"."""
    text = f"{value:.{digits}g}"
    return (f"{value:,.0f}" if "e+0" in text else text).replace("-", "−", value < 0)
