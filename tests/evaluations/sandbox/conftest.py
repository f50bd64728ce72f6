from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from evaluations.sandbox.runner import ForkServer

ENTRIES = Path(__file__).parent / "entries"


@pytest.fixture(scope="session")
def make_server() -> Iterator[Callable[..., ForkServer]]:
    """Servers of the acts in ``entries``; stopped at the end."""
    made = []

    def make(**settings) -> ForkServer:
        made.append(ForkServer(ENTRIES, "entries.acts:main", settings.pop("preload", ()), **settings))
        return made[-1]

    yield make
    for server in made:
        server.stop()


@pytest.fixture(scope="session")
def server(make_server) -> ForkServer:
    """One that is confined as this host allows."""
    started = make_server()
    started.start()
    return started
