"""The index as a table with a weighted ``tsvector``. It needs no extension."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from portfolio.index.words import RANKED_MAX

CREATE = (
    # No reference to the projects' table, as on SQLite: Django could not empty that between tests.
    "CREATE TABLE portfolio_index (project_id bigint PRIMARY KEY, vector tsvector NOT NULL)",
    "CREATE INDEX portfolio_index_vector ON portfolio_index USING gin (vector)",
)
DROP = ("DROP TABLE IF EXISTS portfolio_index",)


def write(project_id: int, title: str, words: str, body: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO portfolio_index (project_id, vector) VALUES (%s, "
            "setweight(to_tsvector('english', %s), 'A') || setweight(to_tsvector('english', %s), 'B') || "
            "setweight(to_tsvector('english', %s), 'D')) "
            "ON CONFLICT (project_id) DO UPDATE SET vector = EXCLUDED.vector",
            [project_id, title, words, body],
        )


def remove(project_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM portfolio_index WHERE project_id = %s", [project_id])


def remove_missing() -> None:
    """Rows of projects that were deleted past the services."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM portfolio_index WHERE project_id NOT IN (SELECT id FROM projects_project)"
        )


def find(tokens: Sequence[str], most: int) -> list[int]:
    """Ids of listed projects, best match first; of a word that many have, the best of the newest
    ``RANKED_MAX``."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH wanted AS (SELECT to_tsquery('english', %s) AS query), "
            "newest AS (SELECT project_id, vector FROM portfolio_index, wanted "
            "WHERE vector @@ query AND EXISTS (SELECT 1 FROM portfolio_listing AS listed "
            "WHERE listed.project_id = portfolio_index.project_id) ORDER BY project_id DESC LIMIT %s) "
            "SELECT project_id FROM newest, wanted "
            "ORDER BY ts_rank(vector, query) DESC, project_id DESC LIMIT %s",
            [query_of(tokens), RANKED_MAX, most],
        )
        return [row[0] for row in cursor.fetchall()]


def query_of(tokens: Sequence[str]) -> str:
    """All of them, each quoted; the last may be the beginning of a word."""
    quoted = ["'" + token.replace("\\", "").replace("'", "''") + "'" for token in tokens]
    return " & ".join([*quoted[:-1], f"{quoted[-1]}:*"])
