"""gunicorn's settings, on one machine and in production: ``gunicorn -c python:config.gunicorn config.wsgi``.

Threads, not processes alone: a page waits for the database, not for the processor. Clients that wait for
an evaluation (long polls) may take only some of a process's threads, see ``LIMIT_WAITERS_PER_PROCESS``.
"""

from pathlib import Path

from config.env import env
from config.interpreter import settle

# `make run` opens the port itself, to say at once when it is taken, and hands the socket on.
host, port = env.str("HOST", default="127.0.0.1"), env.int("PORT", default=8000)
bind = env.str("WEB_BIND", default="") or (f"[{host}]:{port}" if ":" in host else f"{host}:{port}")
worker_class = "gthread"
workers = env.int("WEB_PROCESSES", default=2)
threads = env.int("WEB_THREADS", default=8)
preload_app = True
# Above the longest wait of a long poll; a thread that hangs does not hold its process for ever.
timeout = 60
graceful_timeout = 8
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
accesslog = "-"
control_socket_disable = True
# The life sign of each worker is a file that must not wait for a disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn makes private files in it


def when_ready(server: object) -> None:
    """The application is loaded, no worker is there yet."""
    settle()
