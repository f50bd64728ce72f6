"""First code of a fork server: ``python -S -P -s bootstrap.py CONTROL_FD PACKAGES``.

Standard library only. The packages named in PACKAGES (JSON: name to folder) become importable without the
folders above them, so neither the project nor any ``__init__`` of it is ever loaded in here.
"""

from __future__ import annotations

import importlib
import json
import site
import socket
import sys
from types import ModuleType


def register_package(name: str, folder: str | None) -> None:
    """Make ``name`` a package whose modules lie in ``folder``; without one, a bare parent of packages."""
    if name in sys.modules:
        return
    parent, _, child = name.rpartition(".")
    package = ModuleType(name)
    package.__path__ = [folder] if folder else []
    sys.modules[name] = package
    if parent:
        register_package(parent, None)
        setattr(sys.modules[parent], child, package)


def main() -> None:
    """Become the fork server."""
    for add_builtin in (site.setquit, site.sethelper, site.setcopyright):
        add_builtin()
    for name, folder in json.loads(sys.argv[2]).items():
        register_package(name, folder)
    control = socket.socket(fileno=int(sys.argv[1]))
    server = importlib.import_module(sys.argv[3])
    server.serve(control)


if __name__ == "__main__":
    main()
