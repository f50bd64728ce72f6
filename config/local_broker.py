"""The queue's server: the one that REDIS_URL names, or one of our own on a Unix socket."""

from __future__ import annotations

# A Unix socket's address has room for 104 characters on macOS, 108 on Linux.
SOCKET_PATH_MAX = 100
NO_SERVER = (
    "There is no Redis server: REDIS_URL is not set, the embedded server does not run on this machine, and "
    "neither valkey-server nor redis-server is installed. Install one (apt install redis-server), or set "
    "REDIS_URL=redis://host:6379"
)
