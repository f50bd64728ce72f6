"""What the children of these tests do: the payload names an act."""
# ruff: noqa: T201

import json
import os
import sys
import time


def main(payload, emit):
    name, _, argument = payload.partition(b" ")
    ACTS[name.decode()](argument, emit)


def echo(argument, emit):
    print("out")
    print("err", file=sys.stderr)
    emit(argument)


def spell(argument, emit):
    for letter in argument.decode():
        emit(letter.encode())
        time.sleep(0.05)


def spin(argument, emit):
    while True:
        pass


def sleep(argument, emit):
    print("asleep")
    time.sleep(float(argument))


def grow(argument, emit):
    held = []
    while True:
        held.append(bytearray(1 << 24))


def abort_when_grown(argument, emit):
    held = bytearray(int(argument))
    os.abort() if held else None


def flood(argument, emit):
    while True:
        print("x" * 4096)


def flood_result(argument, emit):
    while True:
        emit(b"x" * 4096)


def leave(argument, emit):
    os._exit(int(argument))


def fail(argument, emit):
    raise RuntimeError(argument.decode())


def tell(argument, emit):
    described = {
        "environment": dict(os.environ),
        "uid": os.getuid(),
        "path": sys.path,
        "modules": sorted(sys.modules),
        "fds": [fd for fd in range(64) if is_open(fd)],
        "stdin": sys.stdin.read(),
    }
    emit(json.dumps(described).encode())


def is_open(fd):
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


ACTS = {act.__name__: act for act in (echo, spell, spin, sleep, grow, flood, flood_result, leave, fail, tell)}
ACTS["abort_when_grown"] = abort_when_grown
