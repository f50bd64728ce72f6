import base64
import json

import pytest

from evaluations.core.notebook import NotebookError, Output, read_notebook


def make(*cells, **extra):
    return json.dumps({"nbformat": 4, "cells": list(cells), **extra}).encode()


def code(*lines, outputs=()):
    return {"cell_type": "code", "source": [f"{line}\n" for line in lines], "outputs": list(outputs)}


def words(text):
    return {"cell_type": "markdown", "source": text}


def test_code_cells_stand_one_after_the_other_and_know_their_lines():
    notebook = read_notebook(make(words("# Title"), code("a = 1", "b = 2"), code("c = 3")))
    assert notebook.source == "a = 1\nb = 2\n\nc = 3\n"
    assert [(cell.kind, cell.first, cell.last) for cell in notebook.cells] == [
        ("markdown", 0, 0),
        ("code", 1, 2),
        ("code", 4, 4),
    ]


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("%matplotlib inline", "# left out: %matplotlib inline"),
        ("files = !ls *.csv", "files = []  # left out: files = !ls *.csv"),
        ("took = %timeit -o 1", "took = []  # left out: took = %timeit -o 1"),
        ("!pip install pandas", "# left out: !pip install pandas"),
        ("df.head?", "# left out: df.head?"),
        ("    !ls", "    pass  # left out: !ls"),
        ("print('why?')", "print('why?')"),
        ("a % b", "a % b"),
        ("# what is this?", "# what is this?"),
    ],
)
def test_what_is_no_python_stays_as_a_comment_in_its_line(line, left):
    assert read_notebook(make(code(line, "x = 1"))).source.splitlines()[0] == left


def test_a_cell_for_another_program_is_left_out_and_a_timed_one_is_kept():
    source = read_notebook(make(code("%%bash", "rm -rf /"), code("%%time", "x = 1"))).source
    assert source.splitlines() == [
        "# left out: %%bash",
        "# left out: rm -rf /",
        "",
        "# left out: %%time",
        "x = 1",
    ]


def test_outputs_are_plain_text_or_png_and_nothing_else():
    outputs = [
        {"output_type": "stream", "text": ["hello\n", "world"]},
        {"output_type": "execute_result", "data": {"text/html": "<script>", "text/plain": "3"}},
        {"output_type": "display_data", "data": {"image/png": base64.b64encode(b"PNG").decode() + "\n"}},
        {"output_type": "display_data", "data": {"text/html": "<script>alert(1)</script>"}},
        {"output_type": "display_data", "data": {"image/svg+xml": "<svg onload=alert(1)>"}},
        {"output_type": "error", "ename": "ValueError", "evalue": "no"},
        "nonsense",
    ]
    (cell,) = read_notebook(make(code("x = 1", outputs=outputs))).cells
    assert cell.outputs == (
        Output(text="hello\nworld"),
        Output(text="3"),
        Output(png=b"PNG"),
        Output(text="ValueError: no"),
    )


def test_what_is_no_text_is_replaced_wherever_it_stands():
    bad = "a\ud800\0"
    outputs = [
        {"output_type": "stream", "text": [bad]},
        {"output_type": "error", "ename": bad, "evalue": bad},
    ]
    read = read_notebook(make(words(bad), code(f"x = '{bad}'", outputs=outputs)))
    assert read.source == "x = 'a\ufffd\ufffd'\n"
    assert read.cells[0].text == read.cells[1].outputs[0].text == "a\ufffd\ufffd"
    assert read.cells[1].outputs[1].text == "a\ufffd\ufffd: a\ufffd\ufffd"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"import pandas", "cannot be read as JSON"),
        (b"[" * 100_000, "cannot be read as JSON"),
        (b"[]", "no list of cells"),
        (b'{"worksheets": []}', "no list of cells"),
        (make(words("only words")), "no code cell"),
        (make(*[code("x = 1")] * 501), "more than 500 cells"),
        (make(1, None, {"cell_type": "code", "source": 5}), "no code cell"),
    ],
)
def test_what_is_no_notebook_is_refused_with_a_next_step(data, told):
    with pytest.raises(NotebookError, match=told) as refused:
        read_notebook(data)
    assert refused.value.hint.endswith(".")
