"""Secrets are made again from the site's key, and signatures are those of Standard Webhooks."""

from __future__ import annotations

import base64

import pytest

from portfolio.webhooks.secret import PREFIX, SecretLost, digest_of, make_secret, restore_key, sign


def test_the_signature_is_that_of_the_specification():
    """The example of the specification's reference libraries."""
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'
    signature = sign([key], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_secret_is_made_again_from_what_is_kept():
    nonce, digest, secret = make_secret()
    key = restore_key(nonce, digest)
    assert PREFIX + base64.b64encode(key).decode() == secret
    assert len(key) == 32
    assert digest == digest_of(key)


def test_no_two_secrets_are_the_same():
    assert len({make_secret()[2] for _ in range(50)}) == 50


def test_another_key_of_the_site_is_noticed_and_an_earlier_one_is_tried(settings):
    nonce, digest, _ = make_secret()
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    with pytest.raises(SecretLost):
        restore_key(nonce, digest)
    settings.SECRET_KEY_FALLBACKS = [before]
    assert digest_of(restore_key(nonce, digest)) == digest


def test_two_secrets_give_two_signatures():
    assert sign([b"a", b"b"], "msg_1", 1, b"{}").count("v1,") == 2
