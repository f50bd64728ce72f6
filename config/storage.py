"""Where uploads are kept: a folder, or a bucket that speaks S3, by one address.

    STORAGE_URL=s3://bucket/folder?region=eu-central-1
    STORAGE_URL=s3://key:secret@bucket?endpoint=https://objects.example.org

Without key and secret in it the address leaves them to where Amazon's tools look: AWS_ACCESS_KEY_ID and
AWS_SECRET_ACCESS_KEY, the machine's role.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

IN_A_FOLDER = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
QUERY = {"region": "region_name", "endpoint": "endpoint_url"}


class BadStorageUrl(ValueError):
    """The message is for the operator."""


def client_config() -> Any:
    """An upload must hear soon that the storage is away: the library's own patience is minutes."""
    from botocore.config import Config  # of the extra `s3`, which a folder does not need

    retries = {"mode": "standard", "max_attempts": 3}
    return Config(connect_timeout=3, read_timeout=20, retries=retries, signature_version="s3v4")


def read_storage(url: str) -> dict[str, Any]:
    """What stands under ``STORAGES["default"]``; a folder (MEDIA_ROOT) where ``url`` is empty."""
    if not url:
        return IN_A_FOLDER
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.hostname:
        raise BadStorageUrl("STORAGE_URL looks like s3://bucket/folder?region=…&endpoint=https://…")
    query = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    if unknown := set(query) - set(QUERY):
        raise BadStorageUrl(f"STORAGE_URL has {sorted(unknown)}; it may have {sorted(QUERY)}.")
    options = {
        "bucket_name": parts.hostname,
        "location": parts.path.strip("/"),
        # Names are hashes of the contents: writing twice is writing the same.
        "file_overwrite": True,
        "default_acl": None,
        "client_config": client_config(),
        **{QUERY[name]: value for name, value in query.items()},
    }
    if parts.username:
        options |= {"access_key": unquote(parts.username), "secret_key": unquote(parts.password or "")}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
