import base64
import io
import json

import pytest
from PIL import Image, PngImagePlugin

from evaluations.pictures import NoPicture, rewrite_png
from evaluations.script_intake import keep_script, read_script
from evaluations.shown.notebook import show_notebook
from projects.errors import BadInput, TooLarge
from tests.factories import make_evaluation, make_project, upload

pytestmark = pytest.mark.django_db


def make_png(width=4, height=3, **texts):
    told = PngImagePlugin.PngInfo()
    for name, text in texts.items():
        told.add_text(name, text)
    stream = io.BytesIO()
    Image.new("RGBA", (width, height), (255, 0, 0, 0)).save(stream, "PNG", pnginfo=told)
    return stream.getvalue()


def make_notebook(source="x = 1", png=None, markdown="# Hello <script>alert(1)</script>"):
    outputs = [{"output_type": "stream", "text": "<b>4</b>"}]
    if png is not None:
        outputs.append({"output_type": "display_data", "data": {"image/png": base64.b64encode(png).decode()}})
    cells = [
        {"cell_type": "markdown", "source": markdown},
        {"cell_type": "code", "source": source, "outputs": outputs},
    ]
    return json.dumps({"nbformat": 4, "cells": cells})


def test_a_notebook_becomes_a_script_with_cells_and_pictures(alice):
    project = make_project(alice)
    read = read_script(upload(make_notebook("import pandas\n%time\n", make_png()), "mine.ipynb"))
    script = keep_script(project=project, read=read)
    assert (script.form, script.filename) == ("notebook", "mine.ipynb")
    assert script.source == "import pandas\n# left out: %time\n"
    assert [cell["kind"] for cell in script.cells] == ["markdown", "code"]
    assert script.cells[1]["outputs"][1] == {"picture": 0, "width": 4, "height": 3}
    assert bytes(script.pictures.get().png).startswith(b"\x89PNG")


def test_the_same_notebook_again_is_the_same_version_and_other_words_are_another(alice):
    project = make_project(alice)
    texts = [make_notebook(), make_notebook(), make_notebook(markdown="other words")]
    versions = [keep_script(project=project, read=read_script(upload(t, "n.ipynb"))).version for t in texts]
    assert versions == [1, 1, 2]


def test_a_picture_is_written_anew_without_what_it_carried():
    png, width, height = rewrite_png(make_png(Comment="<script>secret</script>"))
    assert b"secret" not in png
    assert (width, height) == (4, 3)
    assert Image.open(io.BytesIO(png)).getpixel((0, 0)) == (255, 255, 255)  # what was clear is paper now


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", make_png()[:40], make_png(4000, 4000)]
)
def test_what_is_no_picture_of_a_reasonable_size_is_left_out(data):
    with pytest.raises(NoPicture):
        rewrite_png(data)
    read = read_script(upload(make_notebook(png=data), "n.ipynb"))
    assert read.pictures == ()
    assert len(read.cells[1]["outputs"]) == 1


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.ipynb", "no json", "cannot be read as JSON"),
        ("a.ipynb", make_notebook("def ("), "Line 1 is not valid Python"),
        ("a.ipynb", make_notebook("# " + "x" * 70_000), "larger than 64 kB"),
    ],
)
def test_a_notebook_that_can_never_run_is_refused_with_a_next_step(name, text, told):
    with pytest.raises(BadInput, match=told) as refused:
        read_script(upload(text, name))
    assert refused.value.hint


def test_a_notebook_that_is_too_large_is_told_to_clear_its_outputs(settings):
    settings.LIMITS = settings.LIMITS.__class__(notebook_max_bytes=100)
    with pytest.raises(TooLarge) as refused:
        read_script(upload(make_notebook(), "n.ipynb"))
    assert "Clear its outputs" in refused.value.hint


def test_the_page_shows_words_code_and_outputs_and_runs_nothing(alice, alice_client, client):
    project = make_project(alice)
    text = make_notebook("print('<i>')", make_png(), "# One\n\n[x](javascript:alert(1)) ![y](http://a/b.png)")
    script = keep_script(project=project, read=read_script(upload(text, "n.ipynb")))
    evaluation = make_evaluation(project, script=script)
    words, code = show_notebook(evaluation, frozenset({1}))
    assert words.words.startswith("<h3>One</h3>")
    assert "javascript" not in words.words.replace("[x](javascript:alert(1))", "")
    assert "<img" not in words.words
    assert "&lt;i&gt;" in code.code
    assert 'class="line marked"' in code.code
    page = alice_client.get(evaluation.get_absolute_url()).content.decode()
    assert "&lt;b&gt;4&lt;/b&gt;" in page
    picture = code.outputs[1].url
    assert picture in page
    assert alice_client.get(picture)["Content-Type"] == "image/png"
    assert client.get(picture).status_code == 404
