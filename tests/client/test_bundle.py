"""Bundles are unpacked with care: whoever offers one may be hostile."""

from __future__ import annotations

import io
import json
import stat
import zipfile

import pytest
from firstfit import bundle
from firstfit.bundle import check_hashes, unpack
from firstfit.errors import BadBundle

DATA = "a,b\n1,2\n"
SHA = "0f7bd7ab13b3f93a5b2b4e11e2fc0ba6ba2b7a31d4b4a3aa5c7bdfaef2b8f0f4"


def make(files: dict[str, str], **links: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        for name, target in links.items():
            entry = zipfile.ZipInfo(f"top/{name}")
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, target)
    return stream.getvalue()


def whole(**more: str) -> dict[str, str]:
    published = {"data": {"path": "data/a.csv", "sha256": SHA}, "script": None, "protocol_digest": "d"}
    return {
        "top/published.json": json.dumps(published),
        "top/requirements.txt": "numpy==2.4.0\npandas==3.1.0\n",
        "top/data/a.csv": DATA,
        **{f"top/{name}": text for name, text in more.items()},
    }


def test_a_whole_one_is_unpacked(tmp_path):
    found = unpack(make(whole()), tmp_path)
    assert found.requirements == ("numpy==2.4.0", "pandas==3.1.0")
    assert (found.folder / "data" / "a.csv").read_text() == DATA
    assert found.script is None


@pytest.mark.parametrize(
    "name", ["../evil", "top/../../evil", "/etc/evil", "top\\..\\evil", "C:/evil", "top/c:evil", "alone"]
)
def test_nothing_is_written_elsewhere(name, tmp_path):
    with pytest.raises(BadBundle, match="may not be in one"):
        unpack(make({**whole(), name: "x"}), tmp_path / "in")
    assert not list(tmp_path.rglob("evil"))


def test_links_are_refused(tmp_path):
    with pytest.raises(BadBundle, match="may not be in one"):
        unpack(make(whole(), link="/etc/passwd"), tmp_path)


@pytest.mark.parametrize("limit", ["FILES_MAX", "BYTES_MAX"])
def test_too_much_is_refused_before_anything_is_written(limit, tmp_path, monkeypatch):
    monkeypatch.setattr(bundle, limit, 2)
    with pytest.raises(BadBundle, match="larger than any"):
        unpack(make(whole()), tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"<html>", make(whole())[:200]])
def test_what_is_no_archive_is_said(content, tmp_path):
    with pytest.raises(BadBundle, match="no zip archive"):
        unpack(content, tmp_path)


@pytest.mark.parametrize(
    "line",
    ["numpy", "numpy>=2", "--index-url=http://evil", "git+https://evil/x", "./local", "-r", "numpy==2;x==1"],
)
def test_only_names_with_versions_are_installed(line, tmp_path):
    files = {**whole(), "top/requirements.txt": f"pandas==3.1.0\n{line}\n"}
    with pytest.raises(BadBundle, match="more than a name and a version"):
        unpack(make(files), tmp_path)


def test_other_bytes_than_published_are_noticed(tmp_path):
    found = unpack(make(whole()), tmp_path)
    page = {"dataset": {"sha256": SHA}, "protocol": {"digest": "d"}, "script": None}
    with pytest.raises(BadBundle, match="The data of the bundle has another SHA-256"):
        check_hashes(found, page)


def test_a_path_that_leads_out_of_the_bundle_is_none(tmp_path):
    (tmp_path / "secret").write_text("x")
    published = {"data": {"path": "../secret", "sha256": SHA}, "script": None, "protocol_digest": "d"}
    found = unpack(make({**whole(), "top/published.json": json.dumps(published)}), tmp_path)
    with pytest.raises(BadBundle, match="is not in the bundle"):
        check_hashes(found, {"script": None, "dataset": {"sha256": SHA}})
