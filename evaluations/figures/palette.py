"""The colours of static/css/tokens.css, for drawings that leave the site (badges, preview images, exports).

On our pages the stylesheet colours the figures; these values must equal its own, and a test compares them.
"""

from __future__ import annotations

LIGHT = {
    "ink": "#1d2125",
    "muted": "#5a626a",
    "grid": "#e4e4de",
    "axis": "#d8d8d0",
    "paper": "#fcfcfa",
    "measured": "#07525d",
    "baseline": "#6a7076",
    "said": "#8f5600",
    "lockbox": "#6a3fb5",
    "issue": "#a3341f",
}
DARK = {
    "ink": "#e6e8ea",
    "muted": "#a0a8b0",
    "grid": "#272c31",
    "axis": "#343a40",
    "paper": "#14171a",
    "measured": "#53c7cc",
    "baseline": "#969da4",
    "said": "#e2a63f",
    "lockbox": "#b99cf5",
    "issue": "#f08a70",
}
