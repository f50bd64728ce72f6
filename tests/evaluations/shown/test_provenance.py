"""Words about data are one clean line each, and an address leads to the web or nowhere."""

from __future__ import annotations

import pytest

from evaluations.shown.provenance import show_provenance, web_address
from projects.models import Dataset


def test_nothing_said_is_said_to_be_missing():
    about = show_provenance(Dataset())
    assert not about.is_said
    assert (about.licence, about.licence_short, about.missing) == (
        None,
        "licence not said",
        "source or licence",
    )


def test_what_is_said_is_shown_in_clean_lines():
    dataset = Dataset(
        description="Sixty flowers.\n\n\u202eOne row is one flower.",
        source="My \x07garden",
        license="CC-BY-4.0",
        citation="Liddell,\nA. (2026)",
    )
    about = show_provenance(dataset)
    assert about.description == ("Sixty flowers.", "One row is one flower.")
    assert (about.source_line, about.citation) == ("My garden", "Liddell, A. (2026)")
    assert (about.licence_short, about.missing) == ("CC BY 4.0", "")


def test_an_address_alone_names_the_site_it_leads_to():
    about = show_provenance(Dataset(source_url="https://me:secret@data.example:8000/iris?x=1"))
    assert about.source_name == "data.example:8000"
    assert about.missing == "licence"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/x?y=1&z=%20#top", "https://a.example/x?y=1&z=%20#top"),
        ('https://a.example/">(x)<', "https://a.example/%22%3E%28x%29%3C"),
        ("https://a.example/`|]", "https://a.example/%60%7C%5D"),
        ("javascript:alert(1)", ""),
        (" javascript://a.example/%0aalert(1)", ""),
        ("//a.example/", ""),
        ("", ""),
    ],
)
def test_no_address_ends_the_link_it_stands_in(url, shown):
    assert web_address(url) == shown


def test_a_licence_that_is_no_longer_on_the_list_is_not_known():
    assert show_provenance(Dataset(license="GPL-1.0")).licence_short == "licence not known"
