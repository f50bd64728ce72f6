"""What search engines are told of: public pages, under the site's own address."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem
from django.db.models import F, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from evaluations.learn.library import all_notes
from projects.models import Project

ROBOTS = """User-agent: *
Disallow: /accounts/
Disallow: /admin/
Disallow: /api/v1/
Disallow: /evaluations/
Disallow: /following/
Disallow: /new/
Disallow: /settings/
Disallow: /starred/
Disallow: /*/export/
Sitemap: {site}/sitemap.xml
"""


class PublicSitemap(Sitemap):
    """Named by ``SITE_URL``, whatever host the request was sent to."""

    limit = 5000

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class Pages(PublicSitemap):
    def items(self) -> list[str]:
        return ["home", "explore", "learn"]

    def location(self, item: str) -> str:
        return reverse(item)


class Projects(PublicSitemap):
    def items(self) -> QuerySet:
        listed = Project.objects.listed().newest_published()
        return listed.values_list("owner__username", "slug", "updated_at")

    def location(self, item: tuple[str, str, datetime]) -> str:
        return reverse("project", args=item[:2])

    def lastmod(self, item: tuple[str, str, datetime]) -> datetime:
        return item[2]


class Portfolios(PublicSitemap):
    """Of learners who have something public to show."""

    def items(self) -> QuerySet:
        people = Project.objects.listed().order_by("owner__username").values_list("owner__username")
        return people.annotate(latest=Max("updated_at"))

    def location(self, item: tuple[str, datetime]) -> str:
        return reverse("portfolio", args=item[:1])

    def lastmod(self, item: tuple[str, datetime]) -> datetime:
        return item[1]


class Datasets(PublicSitemap):
    def items(self) -> QuerySet:
        found = Project.objects.listed().filter(owner=F("dataset_version__dataset__owner"))
        names = found.order_by("owner__username", "dataset_version__dataset__slug")
        return names.values_list("owner__username", "dataset_version__dataset__slug").annotate(
            latest=Max("updated_at")
        )

    def location(self, item: tuple[str, str, datetime]) -> str:
        return reverse("dataset", args=item[:2])

    def lastmod(self, item: tuple[str, str, datetime]) -> datetime:
        return item[2]


class Tags(PublicSitemap):
    def items(self) -> QuerySet:
        tagged = Project.objects.listed().filter(tags__isnull=False)
        return tagged.order_by("tags__name").values_list("tags__name").annotate(latest=Max("updated_at"))

    def location(self, item: tuple[str, datetime]) -> str:
        return reverse("tag", args=item[:1])

    def lastmod(self, item: tuple[str, datetime]) -> datetime:
        return item[1]


class Notes(PublicSitemap):
    def items(self) -> list[str]:
        return list(all_notes())

    def location(self, item: str) -> str:
        return reverse("learn_note", args=[item])


SECTION = "sitemap_section"
SITEMAPS: dict[str, type[PublicSitemap]] = {
    "pages": Pages,
    "projects": Projects,
    "portfolios": Portfolios,
    "datasets": Datasets,
    "tags": Tags,
    "notes": Notes,
}


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Every page of every section, under the site's own address."""
    items = []
    for section, kind in SITEMAPS.items():
        address = settings.SITE_URL + reverse(SECTION, args=[section])
        pages = kind().paginator.num_pages
        items += [SitemapIndexItem(address if n == 1 else f"{address}?p={n}") for n in range(1, pages + 1)]
    return TemplateResponse(
        request, "sitemap_index.xml", {"sitemaps": items}, content_type="application/xml; charset=utf-8"
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS.format(site=settings.SITE_URL), content_type="text/plain; charset=utf-8")
