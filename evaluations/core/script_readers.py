"""pandas, numpy and os as a whole script finds them: what reads or writes files goes through ``Files``."""

from __future__ import annotations

import builtins
import importlib
import io
import os
import pathlib
import shutil
import sys
import urllib.request
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from evaluations.core.script_files import Files
from evaluations.core.script_notes import Notes

Replace = Callable[[Any, str, Any], None]
_DO_NOTHING = ("makedirs", "mkdir", "chdir", "remove", "unlink", "rename", "rmdir")


def redirect_files(files: Files, notes: Notes, replace: Replace) -> None:
    """Put ``Files`` in the place of every common way to a file."""
    replace(builtins, "open", files.open)
    replace(io, "open", files.open)
    for name in ("read_csv", "read_table"):
        replace(pd, name, _reader(getattr(pd, name), files, notes))
    for name in ("read_excel", "read_json"):
        replace(pd, name, _other_reader(getattr(pd, name), files, notes))
    replace(importlib.import_module("pandas.io.common"), "check_parent_directory", lambda path: None)
    for name in ("loadtxt", "genfromtxt"):
        replace(np, name, _text_reader(getattr(np, name), files))
    replace(np, "savetxt", _text_writer(np.savetxt, files))
    for name in ("exists", "isfile"):
        replace(os.path, name, _question(getattr(os.path, name), files))
    replace(pathlib.Path, "exists", _question(pathlib.Path.exists, files))
    replace(os, "listdir", _lister(os.listdir, files))
    if "seaborn" in sys.modules:
        replace(sys.modules["seaborn"], "load_dataset", _example_reader(files, notes))
    _let_go(notes, replace)


def _let_go(notes: Notes, replace: Replace) -> None:
    """What changes folders or starts programs is left out, and said."""

    def leave_out(name: str, result: object = None) -> Callable[..., object]:
        def do_nothing(*args: object, **named: object) -> object:
            notes.add(f"{name} was left out.")
            return result

        return do_nothing

    for name in _DO_NOTHING:
        replace(os, name, leave_out(f"os.{name}"))
    replace(os, "system", leave_out("os.system", 0))
    replace(shutil, "rmtree", leave_out("shutil.rmtree"))
    replace(urllib.request, "urlretrieve", leave_out("a download"))


def _reader(read: Callable[..., Any], files: Files, notes: Notes) -> Callable[..., Any]:
    def read_data(filepath_or_buffer: Any, *args: Any, **named: Any) -> Any:
        found = files.find(filepath_or_buffer, by_script=notes.is_called_by_script(1))
        if found is None:
            return read(filepath_or_buffer, *args, **named)
        for about_the_path in ("compression", "storage_options", "memory_map"):
            named.pop(about_the_path, None)
        return read(io.BytesIO(found), *args, **named)

    return read_data


def _example_reader(files: Files, notes: Notes) -> Callable[..., Any]:
    """seaborn fetches its examples from the network; the project's file stands in for the one it names."""

    def load_dataset(name: str, *args: Any, **named: Any) -> Any:
        found = files.find(f"{name}.csv", by_script=True)
        return pd.read_csv(io.BytesIO(found or b""), sep=None, engine="python")

    return load_dataset


def _other_reader(read: Callable[..., Any], files: Files, notes: Notes) -> Callable[..., Any]:
    """For formats that the file had at home and has here no more."""

    def read_other(*args: Any, **named: Any) -> Any:
        path = args[0] if args else named.get("io", named.get("path_or_buf"))
        found = files.find(path, by_script=notes.is_called_by_script(1))
        if found is None:
            return read(*args, **named)
        notes.add("the data file is a table of separated values here, and was read as one.")
        return pd.read_csv(io.BytesIO(found), sep=None, engine="python")

    return read_other


def _text_reader(read: Callable[..., Any], files: Files) -> Callable[..., Any]:
    def read_numbers(fname: Any, *args: Any, **named: Any) -> Any:
        found = files.find(fname, by_script=True)
        given = fname if found is None else io.StringIO(found.decode("utf-8", errors="replace"))
        return read(given, *args, **named)

    return read_numbers


def _text_writer(write: Callable[..., Any], files: Files) -> Callable[..., Any]:
    def write_numbers(fname: Any, *args: Any, **named: Any) -> None:
        if isinstance(fname, str | os.PathLike):
            with files.open(fname, "w") as target:
                write(target, *args, **named)
        else:
            write(fname, *args, **named)

    return write_numbers


def _question(ask: Callable[..., bool], files: Files) -> Callable[..., bool]:
    def answer(path: Any, *args: Any, **named: Any) -> bool:
        return files.exists(path) or ask(path, *args, **named)

    return answer


def _lister(ask: Callable[..., list[str]], files: Files) -> Callable[..., list[str]]:
    def answer(path: Any = None) -> list[str]:
        try:
            return ask(path)
        except OSError:
            return [files.name]

    return answer
