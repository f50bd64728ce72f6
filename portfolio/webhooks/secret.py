"""Secrets and signatures, in the manner of Standard Webhooks.

A secret is an HMAC of a random nonce under the site's key: whoever has the database alone has no secret,
and nothing has to be decrypted. Only a digest is kept beside the nonce, which tells whether the key is
still the one that it was made with (``SECRET_KEY_FALLBACKS`` are tried).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

PREFIX = "whsec_"
SALT = "firstfit.webhook"


class SecretLost(Exception):
    """The site's key is another one: the secret cannot be made again."""


def new_nonce() -> str:
    return secrets.token_hex(32)


def key_of(nonce: str, site_key: str | bytes) -> bytes:
    return salted_hmac(SALT, nonce, secret=site_key, algorithm="sha256").digest()


def digest_of(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()


def make_secret() -> tuple[str, str, str]:
    """(nonce, digest, the secret as its owner is shown it once)"""
    nonce = new_nonce()
    key = key_of(nonce, settings.SECRET_KEY)
    return nonce, digest_of(key), PREFIX + base64.b64encode(key).decode()


def restore_key(nonce: str, digest: str) -> bytes:
    """Raise ``SecretLost`` when no key of the site gives the secret with this digest."""
    for site_key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        key = key_of(nonce, site_key)
        if constant_time_compare(digest_of(key), digest):
            return key
    raise SecretLost


def sign(keys: Iterable[bytes], message: str, timestamp: int, body: bytes) -> str:
    """The header ``webhook-signature``: one signature for each secret that is in force."""
    signed = f"{message}.{timestamp}.".encode() + body
    digests = (hmac.new(key, signed, hashlib.sha256).digest() for key in keys)
    return " ".join(f"v1,{base64.b64encode(digest).decode()}" for digest in digests)
