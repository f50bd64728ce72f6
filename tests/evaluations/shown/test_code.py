from __future__ import annotations

from evaluations.shown.code import highlight_python


def test_every_line_has_an_anchor_and_a_number_that_copying_leaves_out():
    html = highlight_python('x = 1\n\ny = "two"\n')
    assert html.count('class="line"') == 3
    assert '<span class="line" id="L3"><a class="line-number" href="#L3" data-line="3"' in html
    assert 'class="hl-mi">1<' in html


def test_code_that_looks_like_html_is_escaped():
    html = highlight_python("x = '<script>alert(1)</script>'  # </span></pre><img src=x onerror=y>")
    assert "<script" not in html
    assert "<img" not in html
    assert "</pre>" not in html


def test_a_string_over_several_lines_is_highlighted_on_each():
    html = highlight_python('"""one\ntwo\n"""\n')
    assert html.count("hl-sd") == 3


def test_what_is_no_python_is_shown_all_the_same():
    assert "%%%" in highlight_python("%%% not ( python")
