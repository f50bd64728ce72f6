"""A page, or a whole portfolio, as a static site: opens from a disk, asks no other host for anything."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string

from portfolio.exports.archive import pack_zip
from portfolio.exports.material import Material, gather
from portfolio.exports.numbers import build_csv, build_json
from portfolio.exports.pictures import pictures_of, show_from_beside
from portfolio.exports.reproduce import build_bundle
from portfolio.person_page import PortfolioPage, portfolio_page
from projects.errors import Conflict
from projects.models import Learner, Project

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

STYLES = ("tokens", "site", "report", "public", "code", "export")
PROJECTS_MAX = 50
DATA_MAX_BYTES = 20 * 1024 * 1024  # beyond it the portfolio's bundles name their data by hash
_INTO_THE_SITE = re.compile(r'href="/(?!/)')


def build_site(material: Material) -> bytes:
    files = project_files(material, style="style.css")
    return pack_zip({**files, "style.css": stylesheet()}, f"{material.name}-site")


def project_files(material: Material, *, style: str, home: str = "") -> dict[str, bytes]:
    """``style`` and ``home`` are addresses as seen from the page."""
    context = {
        "material": material,
        "exported": True,
        "style": style,
        "home": home,
        "data_url": f"data/{material.data_name}" if material.with_data else "",
        "site_name": settings.SITE_NAME,
    }
    pictures = pictures_of(material.evaluation)
    page = show_from_beside(render_to_string("exports/site_project.html", context), pictures)
    files = {
        "index.html": from_outside(page).encode(),
        **{picture.name: picture.png for picture in pictures.values()},
        "results.json": build_json(material),
        "scores.csv": build_csv(material),
        "reproduce.zip": build_bundle(material),
    }
    if material.with_data:
        files[f"data/{material.data_name}"] = material.data
    return files


def from_outside(page: str) -> str:
    """Links into the site (to notes of the theory, say) lead to the site; on a disk "//host" is no host."""
    return _INTO_THE_SITE.sub(f'href="{settings.SITE_URL}/', page).replace('href="//', 'href="https://')


@lru_cache
def stylesheet() -> bytes:
    """The site's own, in one file."""
    folder = settings.BASE_DIR / "static" / "css"
    return b"\n".join((folder / f"{name}.css").read_bytes() for name in STYLES)


def build_portfolio(user: Learner | AnonymousUser, username: str) -> tuple[str, bytes]:
    """(file name, bytes) of everything public of one learner. Raise ``Conflict`` where there is nothing."""
    page = portfolio_page(user, username, rows_max=PROJECTS_MAX)
    if not page.all_rows:
        raise Conflict("There is nothing public to export yet.", code="nothing_to_export")
    files = {"style.css": stylesheet(), "index.html": portfolio_index(page)}
    room = DATA_MAX_BYTES
    for slug, size in data_sizes(username).items():
        room -= size
        material = gather(user, username, slug, with_data=room >= 0)
        inside = project_files(material, style="../style.css", home="../index.html")
        files |= {f"{slug}/{name}": content for name, content in inside.items()}
    return f"{username}-portfolio.zip", pack_zip(files, f"{username}-portfolio")


def portfolio_index(page: PortfolioPage) -> bytes:
    context = {"page": page, "exported": True, "style": "style.css", "site_name": settings.SITE_NAME}
    return render_to_string("exports/site_portfolio.html", context).encode()


def data_sizes(username: str) -> dict[str, int]:
    """Bytes of the data of each public project with a published version, newest first."""
    listed = Project.objects.listed().filter(
        owner__username=username, evaluations__published_version__isnull=False
    )
    found = listed.newest_published().values_list("slug", "dataset_version__size_bytes")
    return dict(list(found.distinct())[:PROJECTS_MAX])
