"""Atom feeds of what is public: by learner, by tag, by data set."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from portfolio.dataset_page import dataset_page
from portfolio.evidence import evidence_of
from portfolio.follows import person_named
from portfolio.kept_pages import named_by_hash
from portfolio.page import tag_page
from portfolio.person_page import published_rows
from portfolio.rows import ProjectRow, make_person


@require_safe
def learner_feed(request: HttpRequest, username: str) -> HttpResponseBase:
    learner = person_named(username)
    person, says = make_person(learner), evidence_of(learner).sentence
    return answer(request, person.name, says, person.url, published_rows(learner))


@require_safe
def tag_feed(request: HttpRequest, name: str) -> HttpResponseBase:
    page = tag_page(name)
    return answer(request, f"#{page.name}", f"Projects tagged {page.name}.", page.url, page.rows)


@require_safe
def dataset_feed(request: HttpRequest, username: str, slug: str) -> HttpResponseBase:
    page = dataset_page(AnonymousUser(), username, slug)
    return answer(request, page.name, "Projects on this data set.", page.url, page.rows)


def answer(
    request: HttpRequest, title: str, says: str, path: str, rows: Iterable[ProjectRow]
) -> HttpResponseBase:
    """The feed, named by its hash: a reader that has it hears 304."""
    content = write_feed(title, says, path, request.path, rows)
    return named_by_hash(request, content.encode(), "application/atom+xml; charset=utf-8")


def write_feed(title: str, says: str, path: str, feed_path: str, rows: Iterable[ProjectRow]) -> str:
    site = settings.SITE_URL
    feed = Atom1Feed(
        title=f"{title} · {settings.SITE_NAME}",
        link=site + path,
        description=says,
        subtitle=says,
        language="en",
        feed_url=site + feed_path,
    )
    for row in rows:
        feed.add_item(
            title=row.title,
            link=site + row.url,
            description=escape(describe(row)),  # readers take it for HTML
            author_name=row.owner.name,
            author_link=site + row.owner.url,
            unique_id=site + row.url + (f"#v{row.version}" if row.version > 1 else ""),
            pubdate=row.published_at,
            updateddate=row.published_at or timezone.now(),
        )
    return feed.writeString("utf-8")


def describe(row: ProjectRow) -> str:
    """Plain words: the question, then what was measured."""
    measured = f"{row.summary.plain[:1].upper()}{row.summary.plain[1:]}." if row.summary else ""
    return " ".join(part for part in (row.question, measured) if part)
