"""Licences that data commonly come under, by their SPDX names, each in plain words.

What is no licence at all has its place here too: that one asks first, or that nobody knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.http.response import HttpResponseBase

CREATIVE = "https://creativecommons.org"
COMMONS = "https://opendatacommons.org/licenses"


@dataclass(frozen=True)
class Licence:
    """``url`` is where its text is, empty for what is no licence; ``short`` stands beside the file."""

    code: str
    title: str
    allows: str
    url: str = ""
    short: str = ""


_ALL = (
    Licence(
        "CC0-1.0",
        "CC0 1.0, public domain",
        "Anybody may do anything with the data, and need name nobody.",
        f"{CREATIVE}/publicdomain/zero/1.0/",
    ),
    Licence(
        "PDDL-1.0",
        "PDDL 1.0, public domain",
        "Anybody may do anything with the data, and need name nobody.",
        f"{COMMONS}/pddl/1-0/",
    ),
    Licence(
        "CC-BY-4.0",
        "CC BY 4.0",
        "Anybody may use, change and share the data, but has to name their author.",
        f"{CREATIVE}/licenses/by/4.0/",
    ),
    Licence(
        "ODC-By-1.0",
        "ODC-By 1.0",
        "Anybody may use, change and share the data, but has to name where they come from.",
        f"{COMMONS}/by/1-0/",
    ),
    Licence(
        "CC-BY-SA-4.0",
        "CC BY-SA 4.0",
        "Anybody may use, change and share the data, but has to name their author and "
        "to share what is made of them on the same terms.",
        f"{CREATIVE}/licenses/by-sa/4.0/",
    ),
    Licence(
        "ODbL-1.0",
        "ODbL 1.0",
        "Anybody may use, change and share the data, but has to name where they come from "
        "and to share a changed database on the same terms.",
        f"{COMMONS}/odbl/1-0/",
    ),
    Licence(
        "CC-BY-NC-4.0",
        "CC BY-NC 4.0",
        "Anybody may use, change and share the data, but has to name their author and "
        "may earn no money with them.",
        f"{CREATIVE}/licenses/by-nc/4.0/",
    ),
    Licence(
        "CC-BY-NC-SA-4.0",
        "CC BY-NC-SA 4.0",
        "Anybody may use, change and share the data, but has to name their author and "
        "to share what is made of them on the same terms, and may earn no money with them.",
        f"{CREATIVE}/licenses/by-nc-sa/4.0/",
    ),
    Licence(
        "other",
        "Another licence",
        "The source says what may be done with the data.",
        short="another licence",
    ),
    Licence(
        "ask",
        "Made by the author: ask first",
        "Ask the author before you use the data elsewhere.",
        short="ask their author first",
    ),
    Licence(
        "unknown",
        "Not known",
        "Find out at the source before you use the data elsewhere.",
        short="licence not known",
    ),
)
LICENCES = {licence.code: licence for licence in _ALL}
UNKNOWN = LICENCES["unknown"]
Answer = TypeVar("Answer", bound=HttpResponseBase)


def with_licence(response: Answer, code: str) -> Answer:
    """Programs that fetch the bytes are told too, in a header that is made for it (RFC 8288)."""
    licence = LICENCES.get(code)
    if licence and licence.url:
        response["Link"] = f'<{licence.url}>; rel="license"'
    return response
