"""Landlock: reading allowed under some folders, everything else about files refused, also to root.

Three system calls and no library for them that is worth its risk. Constants: ``linux/landlock.h``.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Sequence
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same numbers on x86-64 and aarch64
_ASK_VERSION = 1
_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 4, 8
_FILE_RIGHTS_OF_ABI = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF}
_FILE_RIGHTS = 0xFFFF
_TCP_BIND_CONNECT = 3
_SCOPE_SOCKETS_SIGNALS = 3


def read_abi() -> int:
    """Version of Landlock that the kernel offers, 0 where there is none."""
    try:
        return _call(_CREATE_RULESET, ctypes.c_long(0), ctypes.c_long(0), ctypes.c_long(_ASK_VERSION))
    except (OSError, AttributeError):
        return 0


def build_ruleset(readable: Sequence[str], masked: Sequence[str]) -> int | None:
    """A descriptor of rules for ``restrict``, or None where the kernel has no Landlock.

    Parameters
    ----------
    readable : files and folders that may be read, with all beneath
    masked : folders under them that may not
    """
    abi = read_abi()
    if not abi:
        return None
    attributes = (_FILE_RIGHTS_OF_ABI.get(abi, _FILE_RIGHTS), _TCP_BIND_CONNECT, _SCOPE_SOCKETS_SIGNALS)
    known = 3 if abi >= 6 else 2 if abi >= 4 else 1
    packed = struct.pack(f"<{known}Q", *attributes[:known])
    ruleset = _call(_CREATE_RULESET, packed, ctypes.c_long(len(packed)), ctypes.c_long(0))
    hidden = {os.path.realpath(path) for path in masked}
    for path in readable:
        if Path(path).exists():
            _allow(ruleset, os.path.realpath(path), hidden)
    return ruleset


def restrict(ruleset: int) -> None:
    """Put this process under the rules, for good; needs no_new_privs. Raise ``OSError``."""
    _call(_RESTRICT_SELF, ctypes.c_long(ruleset), ctypes.c_long(0))


def _allow(ruleset: int, path: str, hidden: set[str]) -> None:
    """Landlock cannot subtract, so the way to a hidden folder is opened sibling by sibling."""
    if path in hidden:
        return
    if any(other.startswith(path.rstrip("/") + "/") for other in hidden):
        _add_rule(ruleset, path, _READ_DIR)
        for entry in os.scandir(path):
            if not entry.is_symlink():
                _allow(ruleset, entry.path, hidden)
    else:
        _add_rule(ruleset, path, _READ_FILE | _READ_DIR if Path(path).is_dir() else _READ_FILE)


def _add_rule(ruleset: int, path: str, rights: int) -> None:
    opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("<Qi", rights, opened)
        _call(_ADD_RULE, ctypes.c_long(ruleset), ctypes.c_long(_PATH_BENEATH), rule, ctypes.c_long(0))
    finally:
        os.close(opened)


def _call(number: int, *arguments: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    result = int(libc.syscall(ctypes.c_long(number), *arguments))
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result
