"""The index as an FTS5 table. Its row ids are the projects'."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from portfolio.index.words import RANKED_MAX

CREATE = (
    "CREATE VIRTUAL TABLE portfolio_index USING fts5("
    "title, words, body, tokenize='porter unicode61 remove_diacritics 2')",
)
DROP = ("DROP TABLE IF EXISTS portfolio_index",)
_WEIGHTS = "10.0, 4.0, 1.0"  # a word in the title counts for more than one in the write-up


def write(project_id: int, title: str, words: str, body: str) -> None:
    remove(project_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO portfolio_index (rowid, title, words, body) VALUES (%s, %s, %s, %s)",
            [project_id, title, words, body],
        )


def remove(project_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM portfolio_index WHERE rowid = %s", [project_id])


def remove_missing() -> None:
    """Rows of projects that were deleted past the services."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM portfolio_index WHERE rowid NOT IN (SELECT id FROM projects_project)")


def find(tokens: Sequence[str], most: int) -> list[int]:
    """Ids of listed projects, best match first; of a word that many have, the best of the newest
    ``RANKED_MAX``."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM (SELECT rowid, "  # noqa: S608 - constants
            f"bm25(portfolio_index, {_WEIGHTS}) AS distance FROM portfolio_index "
            "WHERE portfolio_index MATCH %s AND EXISTS (SELECT 1 FROM portfolio_listing "
            "WHERE portfolio_listing.project_id = portfolio_index.rowid) ORDER BY rowid DESC LIMIT %s) "
            "ORDER BY distance, rowid DESC LIMIT %s",
            [query_of(tokens), RANKED_MAX, most],
        )
        return [row[0] for row in cursor.fetchall()]


def query_of(tokens: Sequence[str]) -> str:
    """All of them, each quoted; the last may be the beginning of a word."""
    quoted = ['"' + token.replace('"', '""') + '"' for token in tokens]
    return " AND ".join([*quoted[:-1], f"{quoted[-1]} *"])
