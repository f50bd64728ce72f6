"""`/new/<id>/reading/`: what was read wrongly is said in a form, and the file is read again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evaluations.reading_form import ReadingForm
from projects.models import DatasetVersion
from tests.evaluations.core.workbooks import grid, workbook
from tests.factories import make_dataset_version

CODES = "zip;price;day\n" + "".join(f"{1000 + i};{i % 7},500;2024-01-{1 + i % 28:02}\n" for i in range(40))


def address(version) -> str:
    return reverse("correct_reading", args=[version.pk])


def as_shown(version) -> dict:
    """What the browser sends when nothing was touched."""
    form = ReadingForm(version.reading)
    return {name: "" if form[name].value() is None else form[name].value() for name in form.fields}


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_page_offers_how_the_file_was_read(alice_client, alice):
    version = make_dataset_version(alice, csv=CODES)
    text = text_of(alice_client.get(reverse("new_question", args=[version.pk])))
    assert f'action="{address(version)}"' in text
    assert '<option value="semicolon" selected>' in text
    assert '<option value="," selected>decimal commas' in text
    assert 'name="header_line" value="1"' in text
    assert '<label for="id_kind_0">zip</label>' in text
    assert '<option value="number" selected>number: an amount</option>' in text


def test_a_changed_kind_is_read_again_and_the_new_version_shown(alice_client, alice):
    version = make_dataset_version(alice, csv=CODES)
    answer = alice_client.post(address(version), as_shown(version) | {"kind_0": "category"}, follow=True)
    corrected = DatasetVersion.objects.get(number=2)
    assert answer.redirect_chain[0][0] == reverse("new_question", args=[corrected.pk])
    assert corrected.columns[0]["kind"] == "category"
    assert corrected.columns[1]["kind"] == "number"
    assert "Read again, as you said." in text_of(answer)


def test_nothing_changed_is_no_new_version(alice_client, alice):
    version = make_dataset_version(alice, csv=CODES)
    answer = alice_client.post(address(version), as_shown(version), follow=True)
    assert "Nothing was changed." in text_of(answer)
    assert DatasetVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("csv", "changed", "names"),
    [
        ("a;b,c;d\n" + "1;2,3;4\n" * 9, {"delimiter": "comma"}, ["a;b", "c;d"]),
        ("1,2\n3,4\n5,6\n", {"header_line": "1"}, ["1", "2"]),
        ("x,y\n3,4\n5,6\n", {"header_line": "0"}, ["column_1", "column_2"]),
        ("Gr\u00f6\u00dfe,b\n1,2\n3,4\n", {"encoding": "cp1252"}, ["Gr\u00c3\u00b6\u00c3\u0178e", "b"]),
    ],
)
def test_cells_and_names_are_cut_as_said(alice_client, alice, csv, changed, names):
    version = make_dataset_version(alice, csv=csv)
    alice_client.post(address(version), as_shown(version) | changed)
    corrected = DatasetVersion.objects.get(number=2)
    assert [column["name"] for column in corrected.columns] == names


def test_another_sheet_of_a_workbook_can_be_chosen(alice_client, alice):
    sheets = grid(["a", "b"], [1, 2], [3, 4]), grid(["x", "y"], [1, 2], [3, 4])
    version = make_dataset_version(alice, csv=workbook(*sheets, names=["May", "June"]), filename="beans.xlsx")
    text = text_of(alice_client.get(reverse("new_question", args=[version.pk])))
    assert "Read as an Excel workbook, the sheet “May”, the names from the first line." in text
    assert 'name="encoding"' not in text
    alice_client.post(address(version), as_shown(version) | {"part": "June"})
    assert [column["name"] for column in DatasetVersion.objects.get(number=2).columns] == ["x", "y"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kind_2": "number"}, "No value of “day” can be read as one of numbers"),
        ({"header_line": "900"}, "There are no names on line 900."),
        ({"header_line": "-1"}, "greater than or equal to 0"),
        ({"kind_0": "amount"}, "Select a valid choice."),
        ({"delimiter": "bar"}, "one column only"),
    ],
)
def test_what_the_file_does_not_bear_out_is_said_and_nothing_kept(alice_client, alice, changed, words):
    version = make_dataset_version(alice, csv=CODES)
    answer = alice_client.post(address(version), as_shown(version) | changed)
    assert answer.status_code == 422
    text = text_of(answer)
    assert words in text
    assert '<details class="part" id="reading" open>' in text
    assert DatasetVersion.objects.count() == 1


def test_only_the_owner_reads_again(client, bob_client, alice):
    version = make_dataset_version(alice, csv=CODES)
    assert client.post(address(version)).url.startswith(reverse("account_login"))
    assert bob_client.post(address(version)).status_code == 404
    assert DatasetVersion.objects.count() == 1


def test_uploading_the_file_again_finds_the_version_that_is_read_like_that(alice_client, alice):
    version = make_dataset_version(alice, csv=CODES)
    alice_client.post(address(version), as_shown(version) | {"kind_0": "category"})
    assert make_dataset_version(alice, csv=CODES) == version
