"""One machine, for trying and for building: what `make run` uses."""

import secrets

from config.env import VAR_DIR, env
from config.settings.base import *  # noqa: F403


def local_secret_key() -> str:
    """A key made on this machine on first use, so that sessions survive a restart and nothing is shared."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(exist_ok=True)
        path.write_text(secrets.token_urlsafe(48))
        path.chmod(0o600)
    return path.read_text().strip()


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or local_secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])
# As long as nobody else reaches the platform, its learners may have their receivers on this machine.
WEBHOOK_LOOPBACK = env.str("HOST", default="127.0.0.1") in ("127.0.0.1", "localhost", "::1")
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
