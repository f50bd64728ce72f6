"""What a username and a slug may look like: they stand in addresses for good."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.text import slugify

RESERVED = frozenset(
    "admin api accounts about activity atom datasets evaluations explore feed feeds firstfit healthz "
    "help learn login logout me new none null oembed projects readyz search settings signup sitemap "
    "static support system tags undefined www you".split()
)
SLUG_MAX = 60

username_shape = RegexValidator(
    re.compile(r"\A[a-z0-9](?:[a-z0-9-]{1,28}[a-z0-9])\Z"),
    "Use 3 to 30 lowercase letters, digits or hyphens, with a letter or digit at both ends.",
    code="username_shape",
)


def username_is_free_to_take(value: str) -> None:
    """Raise ``ValidationError`` for names that are addresses of the site itself."""
    if value in RESERVED:
        raise ValidationError(f"“{value}” is used by the site itself. Choose another.", code="reserved")


def make_slug(text: str, *, fallback: str) -> str:
    """A readable address part made of ``text``; ``fallback`` where nothing readable is left."""
    return slugify(text)[:SLUG_MAX].strip("-") or fallback


def free_slug(text: str, *, fallback: str, taken: set[str]) -> str:
    """``make_slug``, with a number behind it when it is taken."""
    base = make_slug(text, fallback=fallback)
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
