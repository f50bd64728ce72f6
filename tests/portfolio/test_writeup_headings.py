import re

import pytest

from portfolio.writeup import render_writeup


@pytest.mark.parametrize(
    ("markdown", "levels"),
    [
        ("# One\n\n## Two\n\n# Three", ["h2", "h3", "h2"]),
        ("## One\n\n## Two", ["h2", "h2"]),
        ("# One\n\n#### Deep", ["h2", "h3"]),
        ("### First\n\n# Second", ["h2", "h2"]),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", ["h2", "h3", "h4", "h5", "h5", "h5"]),
        ("no heading", []),
    ],
)
def test_headings_begin_at_two_and_never_skip_a_level(markdown, levels):
    assert re.findall(r"<(h\d)>", render_writeup(markdown)) == levels
