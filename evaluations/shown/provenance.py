"""Where data come from and what may be done with them, as pages and documents say it.

Every word is a learner's: one clean line each, and addresses that lead to the web or nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from evaluations.figures.text import clean
from evaluations.shown.words import paragraphs
from projects.licences import LICENCES, UNKNOWN, Licence
from projects.models import ABOUT_DATA_MAX, CITATION_MAX, SOURCE_URL_MAX, Dataset

NOT_SAID = "Nobody has said yet what others may do with these data."
_KEPT = ":/?#@!$&*+,;=%~-._"  # of an address; what could end a link in HTML or Markdown is written as %28


@dataclass(frozen=True)
class Provenance:
    description: tuple[str, ...]  # paragraphs
    source: str
    source_url: str
    licence: Licence | None  # None: not said
    citation: str

    @property
    def is_said(self) -> bool:
        return bool(self.description or self.has_source or self.licence or self.citation)

    @property
    def has_source(self) -> bool:
        return bool(self.source or self.source_url)

    @property
    def source_name(self) -> str:
        """The words, else the site that the address leads to."""
        return self.source or urlsplit(self.source_url).netloc.rpartition("@")[2]

    @property
    def source_line(self) -> str:
        """ "UCI repository, https://…", or the one of them that was given."""
        return ", ".join(part for part in (self.source, self.source_url) if part)

    @property
    def licence_short(self) -> str:
        """Beside a link to the file."""
        return (self.licence.short or self.licence.title) if self.licence else "licence not said"

    @property
    def missing(self) -> str:
        """What readers look for and do not find: "source", "licence", or "source or licence"."""
        wanted = {"source": self.has_source, "licence": self.licence is not None}
        return " or ".join(name for name, is_there in wanted.items() if not is_there)


def show_provenance(dataset: Dataset) -> Provenance:
    return Provenance(
        description=paragraphs(dataset.description, ABOUT_DATA_MAX),
        source=clean(dataset.source, 200),
        source_url=web_address(dataset.source_url),
        licence=LICENCES.get(dataset.license, UNKNOWN) if dataset.license else None,
        citation=clean(dataset.citation, CITATION_MAX),
    )


def web_address(url: str) -> str:
    """An address that can be followed, safe inside HTML and Markdown; empty for every other scheme."""
    address = quote(clean(url, SOURCE_URL_MAX), safe=_KEPT)
    return address if address.startswith(("http://", "https://")) else ""
