"""``GET /people/{username}/export/site/``: what is public, and nothing else."""

from __future__ import annotations

import io
import zipfile

from tests.api_contract import Api, assert_problem
from tests.factories import make_evaluation, make_project


def test_everything_public_goes_along_and_nothing_private(alice):
    shown = make_project(alice, title="Shown", visibility="public")
    make_evaluation(shown, published=True)
    make_evaluation(make_project(alice, title="Hidden"))
    answer = Api().get("/people/alice/export/site/")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = " ".join(archive.namelist())
    assert "shown" in names
    assert "hidden" not in names


def test_nobody_is_nobody(db):
    assert_problem(Api().get("/people/nobody/export/site/"), 404, "not_found")
