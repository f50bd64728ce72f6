"""Telling a learner's own server what has happened: signed, tried again, on record. See docs/webhooks.md."""
