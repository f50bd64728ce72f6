"""What a script finds around it that is on the learner's machine and not here: files, a screen, a notebook.

Child side. Everything is put back afterwards, so that a test can run it in its own process.
"""

from __future__ import annotations

import builtins
import contextlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from evaluations.core.given_file import GivenFile
from evaluations.core.script_figures import Drawings
from evaluations.core.script_files import Files
from evaluations.core.script_notes import Notes
from evaluations.core.script_readers import redirect_files
from evaluations.core.script_stand_ins import (
    redirect_arguments,
    redirect_styles,
    redirect_words,
    stand_in_modules,
)
from evaluations.core.table import Table

_COLAB = "google.colab"


class NobodyAnswersError(RuntimeError):
    """The script asks a person something."""


@dataclass(frozen=True)
class Surroundings:
    """What is known of a run besides its result."""

    notes: Notes
    drawings: Drawings


@contextlib.contextmanager
def surroundings(
    file: GivenFile | None,
    features: Table,
    filename: str,
    source: bytes,
    *,
    target: str = "",
    keeps_figures: bool = False,
) -> Iterator[Surroundings]:
    """Have the script find its data file, a screen and nobody at the keyboard. Without a file: nothing.

    ``target`` is the column that a second file, the one to predict, has not.
    """
    notes = Notes(filename)
    around = Surroundings(notes, Drawings(notes, keeps=keeps_figures))
    if file is None:
        yield around
        return
    text = source.decode("utf-8", errors="replace")
    files = Files(
        file.name, lambda: file.write(features), text, notes, lambda: file.write(features, without=target)
    )
    replaced: list[tuple[Any, str, Any]] = []

    def replace(owner: Any, name: str, value: Any) -> None:
        replaced.append((owner, name, getattr(owner, name)))
        setattr(owner, name, value)

    modules: dict[str, ModuleType | None] = dict.fromkeys(
        ("google", _COLAB, f"{_COLAB}.drive", f"{_COLAB}.files")
    )
    try:
        redirect_files(files, notes, replace)
        redirect_arguments(filename, file.name, text, notes, replace)
        redirect_styles(notes, replace)
        redirect_words(text, notes, replace)
        around.drawings.redirect(replace)
        replace(builtins, "input", _ask_nobody)
        modules |= _colab(files, notes, modules)
        for name, stand_in in stand_in_modules(_display).items():
            modules[name] = sys.modules.get(name)
            sys.modules[name] = stand_in
        yield around
    finally:
        for owner, name, value in reversed(replaced):
            setattr(owner, name, value)
        for name, module in modules.items():
            _put_back(name, module)


def notebook_names(notes: Notes) -> dict[str, Any]:
    """What IPython gives to every cell."""

    class Shell:
        def __getattr__(self, name: str) -> Any:
            notes.add("a command of the notebook was left out.")
            return lambda *args, **named: None

    return {"display": _display, "get_ipython": Shell}


def _display(*values: object, **named: object) -> None:
    for value in values:
        print(value)  # noqa: T201 - it is what the script says


def _ask_nobody(prompt: object = "") -> str:
    raise NobodyAnswersError(str(prompt))


def _put_back(name: str, module: ModuleType | None) -> None:
    if module is None:
        sys.modules.pop(name, None)
    else:
        sys.modules[name] = module


def _colab(files: Files, notes: Notes, names: Iterable[str]) -> dict[str, ModuleType | None]:
    """Stand-ins for Colab's drive and file dialog; returns what was there before."""
    before = {name: sys.modules.get(name) for name in names}
    made = {name: ModuleType(name) for name in names}
    for name, module in made.items():
        parent, _, child = name.rpartition(".")
        module.__path__ = []
        sys.modules[name] = module
        if parent in made:
            setattr(made[parent], child, module)

    def mount(*args: object, **named: object) -> None:
        notes.add("there is no drive to mount; your data file is here without it.")

    def upload(*args: object, **named: object) -> dict[str, bytes]:
        notes.add("nothing is uploaded here; your data file was handed over instead.")
        return _AnyName({files.name: files.contents})

    drive: Any = made[f"{_COLAB}.drive"]
    dialog: Any = made[f"{_COLAB}.files"]
    drive.mount, drive.flush_and_unmount = mount, lambda *args, **named: None
    dialog.upload = upload
    dialog.download = lambda *args, **named: notes.add("nothing is downloaded from here.")
    return before


class _AnyName(dict[str, bytes]):
    """The one file under whatever name it is asked for."""

    def __missing__(self, name: str) -> bytes:
        return next(iter(self.values()))
