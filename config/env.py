"""Typed access to the environment. Every variable that the product reads is read through here."""

from pathlib import Path
from urllib.parse import urlsplit

import environ

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
# Everything that the platform writes on one machine: database, uploads, queue, logs.
VAR_DIR = Path(env.str("VAR_DIR", default="") or BASE_DIR / "var").absolute()


def celery_url(redis_url: str, database: int) -> str:
    """Kombu's spelling of a Redis address: a Unix socket needs another scheme than redis-py's.

    A database named in the address wins over ``database``.
    """
    parts = urlsplit(redis_url)
    if parts.scheme == "unix":
        return f"redis+socket://{parts.path}?virtual_host={database}"
    return redis_url if parts.path.strip("/") else f"{redis_url.rstrip('/')}/{database}"


def result_url(redis_url: str, database: int) -> str:
    """The same, for Celery's store of results, which is a class of ours."""
    return f"config.results:ResultStore+{celery_url(redis_url, database).removeprefix('redis+')}"


def cache_url(redis_url: str, database: int) -> str:
    """redis-py's spelling of the same server, for Django's cache."""
    parts = urlsplit(redis_url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={database}"
    return redis_url if parts.path.strip("/") else f"{redis_url.rstrip('/')}/{database}"
