"""The tokens: AA on both papers, told apart by colour-blind readers, equal in CSS and in files."""

import math
import re
from itertools import combinations
from pathlib import Path

import pytest

from evaluations.figures.palette import DARK, LIGHT

TOKENS = Path("static/css/tokens.css").read_text("utf-8")
LIGHT_CSS, DARK_CSS = TOKENS.split("@media screen and (prefers-color-scheme: dark)")
TEXT = ["ink", "muted", "accent", "measured", "baseline", "said", "lockbox", "issue", "tip", "passed"]
# Machado, Oliveira & Fernandes (2009), severity 1.0, on linear RGB.
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.1523, 1.0526, -0.2049), (0.1145, 0.7863, 0.0992), (-0.0039, -0.0481, 1.0520)),
    "deuteranopia": ((0.3673, 0.8606, -0.2280), (0.2801, 0.6725, 0.0474), (-0.0118, 0.0429, 0.9689)),
    "tritanopia": ((1.2555, -0.0767, -0.1788), (-0.0784, 0.9308, 0.1476), (0.0047, 0.6914, 0.3039)),
}


def read_tokens(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


def linear(colour: str) -> list[float]:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    light = [
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other)
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)


def lab(channels: list[float]) -> tuple[float, float, float]:
    r, g, b = (min(1.0, max(0.0, c)) for c in channels)
    x, y, z = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: str, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    return lab([sum(w * c for w, c in zip(row, linear(colour), strict=True)) for row in matrix])


@pytest.mark.parametrize("theme", [LIGHT_CSS, DARK_CSS], ids=["light", "dark"])
@pytest.mark.parametrize("name", TEXT)
def test_every_text_colour_keeps_aa_contrast_on_both_papers(theme, name):
    tokens = read_tokens(theme)
    assert contrast(tokens[name], tokens["paper"]) >= 4.5
    assert contrast(tokens[name], tokens["surface"]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT_CSS, DARK_CSS], ids=["light", "dark"])
def test_words_on_tints_and_on_the_accent_keep_aa_contrast(theme):
    tokens = read_tokens(theme)
    assert contrast(tokens["on-accent"], tokens["accent"]) >= 4.5
    for name in ("issue", "tip", "passed", "measured", "lockbox"):
        assert contrast(tokens["ink"], tokens[f"{name}-tint"]) >= 4.5
        assert contrast(tokens[name], tokens[f"{name}-tint"]) >= 4.5


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("theme", [LIGHT_CSS, DARK_CSS], ids=["light", "dark"])
def test_the_four_data_colours_stay_apart_for_every_kind_of_colour_vision(theme, blindness):
    tokens, matrix = read_tokens(theme), BLINDNESS[blindness]
    for one, other in combinations(("measured", "baseline", "said", "lockbox"), 2):
        assert math.dist(seen(tokens[one], matrix), seen(tokens[other], matrix)) > 10, (one, other)


@pytest.mark.parametrize(("css", "palette"), [(LIGHT_CSS, LIGHT), (DARK_CSS, DARK)], ids=["light", "dark"])
def test_files_have_the_colours_of_the_pages(css, palette):
    tokens = read_tokens(css)
    tokens["axis"] = tokens["hairline"]
    assert palette == {name: tokens[name] for name in palette}


def test_every_class_that_a_drawing_uses_has_its_colour_in_the_stylesheet():
    for name in LIGHT:
        assert f".ff-{name} {{ color: var(--" in TOKENS
