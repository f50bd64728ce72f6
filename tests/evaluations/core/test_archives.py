"""Archives that hold one table, and all that do not."""

import gzip
import io
import zipfile

import pytest

from evaluations.core.reading import ReadError, ReadLimits, read_table
from tests.evaluations.core.readings import as_dict, read_twice
from tests.evaluations.core.workbooks import grid, workbook

CSV = "bean,height\nrunner,1.5\nbroad,2\n"
TABLE = {"bean": ["runner", "broad"], "height": [1.5, 2.0]}


def zip_of(files, **options):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def refuse(data, **options):
    with pytest.raises(ReadError) as caught:
        read_table(data, filename="data.zip", **options)
    assert caught.value.hint
    return caught.value


def encrypted():
    """The flag is all that a reader looks at before it wants a password."""
    data = bytearray(zip_of({"data.csv": CSV}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def test_a_zip_with_one_file_reads_like_the_file():
    result = read_twice(zip_of({"beans/data.csv": CSV}))
    assert as_dict(result) == TABLE
    assert (result.reading.member, result.notes) == ("data.csv", ())


def test_what_systems_add_and_what_is_no_table_does_not_count():
    files = {
        "__MACOSX/._data.csv": "x",
        "b/.DS_Store": "x",
        "b/": "",
        "b/data.csv": CSV,
        "b/README.txt": "",
    }
    result = read_twice(zip_of(files))
    assert as_dict(result) == TABLE
    assert result.notes == ("Read “data.csv” from the archive; left out: “README.txt”.",)


def test_gzip_reads_in_one_member_or_several():
    assert as_dict(read_twice(gzip.compress(CSV.encode()), "data.csv.gz")) == TABLE
    cut = CSV.index("broad")
    both = gzip.compress(CSV[:cut].encode()) + gzip.compress(CSV[cut:].encode())
    assert as_dict(read_twice(both, "data.csv.gz")) == TABLE


@pytest.mark.parametrize(
    "content",
    [
        '[{"bean": "runner", "height": 1.5}, {"bean": "broad", "height": 2}]',
        workbook(grid(["bean", "height"], ["runner", 1.5], ["broad", 2])),
    ],
)
def test_other_formats_read_from_archives_too(content):
    assert as_dict(read_twice(zip_of({"data": content}))) == TABLE


REFUSED = {
    "nothing": (zip_of({}), "bad_archive", "holds no file"),
    "two tables": (zip_of({"a.csv": CSV, "b.csv": CSV}), "bad_archive", "2 files to choose from: “a.csv”"),
    "two unknown files": (zip_of({"a": CSV, "b": CSV}), "bad_archive", "2 files to choose from"),
    "a zip in a zip": (zip_of({"a.zip": zip_of({"a.csv": CSV})}), "bad_archive", "an archive itself"),
    "a gzip in a zip": (zip_of({"a.gz": gzip.compress(b"x")}), "bad_archive", "an archive itself"),
    "a zip in a gzip": (gzip.compress(zip_of({"a.csv": CSV})), "bad_archive", "an archive itself"),
    "a path upwards": (zip_of({"../../data.csv": CSV}), "bad_archive", "outside of itself"),
    "an absolute path": (zip_of({"/etc/data.csv": CSV}), "bad_archive", "outside of itself"),
    "a path of Windows": (zip_of({"C:\\data.csv": CSV}), "bad_archive", "outside of itself"),
    "a password": (encrypted(), "bad_archive", "encrypted"),
    "a damaged zip": (zip_of({"data.csv": CSV * 50})[:60], "bad_archive", "damaged"),
    "a damaged gzip": (gzip.compress(CSV.encode())[:-12] + bytes(12), "bad_archive", "gzip"),
    "a gzip cut short": (gzip.compress(CSV.encode())[:-9], "bad_archive", "breaks off"),
    "very many files": (
        zip_of({str(n): "" for n in range(1001)}),
        "bad_archive",
        "more than 1,000 files",
    ),
    "an empty file": (zip_of({"data.csv": ""}), "empty_file", "“data.csv” is empty"),
    "a picture": (zip_of({"data.csv": b"\x89PNG\r\n" + bytes(40)}), "binary_file", "PNG picture"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_every_other_archive_is_refused_with_a_sentence(name):
    data, code, words = REFUSED[name]
    error = refuse(data)
    assert error.code == code
    assert words in error.message


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zip_of({"data.csv": data})])
def test_a_bomb_is_refused_by_what_comes_out_not_by_what_it_claims(pack):
    data = pack(b"0,1\n" * 3_000_000)
    assert len(data) < 100_000
    error = refuse(data, limits=ReadLimits(max_bytes=1_000_000))
    assert error.code == "too_large"
    assert "unpacks to more than 1,000,000 bytes" in error.message


def test_a_file_that_hides_its_size_is_counted_all_the_same():
    """Both headers say that there are ten bytes; there are twelve million."""
    data = bytearray(zip_of({"data.csv": b"0,1\n" * 3_000_000}))
    for at in (22, data.index(b"PK\x01\x02") + 24):
        data[at : at + 4] = (10).to_bytes(4, "little")
    assert refuse(bytes(data), limits=ReadLimits(max_bytes=1_000_000)).code in ("too_large", "bad_archive")
