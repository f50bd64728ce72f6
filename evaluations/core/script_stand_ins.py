"""What a whole script finds in the place of a command line, IPython and a bar of progress. Child side."""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
import warnings
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

import pandas as pd

from evaluations.core.script_notes import Notes

# ``df[c].dtype == object`` in its many spellings; ``select_dtypes`` takes both.
_ASKS_FOR_OBJECTS = re.compile(
    r"""(?<!select_)dtypes?\b.*(\bobject\b|["']O["'])|(\bobject\b["']?|["']O["'])\s*(==|!=).*dtype|is_object_dtype"""
)

Replace = Callable[[Any, str, Any], None]


class Arguments(list[str]):
    """``sys.argv`` of a script that nobody started with arguments: the first one is its data file."""

    def __init__(self, script: str, data: str, notes: Notes) -> None:
        super().__init__([script])
        self._data, self._notes = data, notes

    def __getitem__(self, place: Any) -> Any:
        if place == 1:
            self._notes.add("sys.argv[1] was taken for your data file.")
            return self._data
        return super().__getitem__(place)


def redirect_arguments(script: str, data: str, source: str, notes: Notes, replace: Replace) -> None:
    """Of required arguments the first is given the data file; of the others nobody can know."""
    counts = "len(sys.argv" in source and "argparse" not in source
    replace(sys, "argv", [script, data] if counts else Arguments(script, data, notes))
    parse = argparse.ArgumentParser.parse_known_args

    def parse_known_args(parser: Any, args: Any = None, namespace: Any = None) -> Any:
        if args is None:
            _give(parser, data, notes)
            args = []
        return parse(parser, args, namespace)

    replace(argparse.ArgumentParser, "parse_known_args", parse_known_args)


def _give(parser: argparse.ArgumentParser, data: str, notes: Notes) -> None:
    for action in parser._actions:
        if action.required and action.default is None and action.type in (None, str):
            action.required, action.default = False, data
            if not action.option_strings:
                action.nargs = "?"
            notes.add(f"the argument “{action.dest}” was taken for your data file.")
            return


class _PandasWords:
    """Whether pandas reads words as ``object``, as up to version 2, or as ``str``."""

    @property
    def are_objects(self) -> bool:
        return bool(pd.Series(["word"]).dtype == object)

    @are_objects.setter
    def are_objects(self, wanted: bool) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that version 4 will not have the option
            pd.set_option("future.infer_string", not wanted)


def redirect_words(source: str, notes: Notes, replace: Replace) -> None:
    """Most tutorials find the columns of words by ``dtype == object``; in pandas 3 that finds none."""
    if _ASKS_FOR_OBJECTS.search(source):
        replace(_PandasWords(), "are_objects", True)
        notes.add("words were read as dtype object, as by pandas 2: pandas 3 says str, which is not object.")


def redirect_styles(notes: Notes, replace: Replace) -> None:
    """A style of an older matplotlib changes no number."""
    style: Any = importlib.import_module("matplotlib.style")
    use = style.use

    def use_style(name: Any) -> None:
        try:
            use(name.replace("seaborn", "seaborn-v0_8", 1) if name not in style.available else name)
        except (OSError, AttributeError, TypeError):
            notes.add("a style of the figures that is not there was left out.")

    replace(style, "use", use_style)


def stand_in_modules(display: Callable[..., None]) -> dict[str, ModuleType]:
    """By name: parts of IPython and tqdm, where these are not installed."""
    shown = {"display": display, "HTML": str, "Markdown": str, "Image": _nothing, "clear_output": _nothing}
    asked = {"version_info": (8, 0), "get_ipython": lambda: None}  # by matplotlib and pandas
    made: dict[str, dict[str, Any]] = {
        "IPython": asked,
        "IPython.display": shown,
        "IPython.core.display": shown,
        "IPython.core": {},
    }
    bars: dict[str, Any] = {
        "tqdm": _bar,
        "trange": lambda *args, **named: _bar(range(*args)),
        "tqdm_notebook": _bar,
    }
    made |= {"tqdm": bars, "tqdm.notebook": bars, "tqdm.auto": bars}
    absent = {name for name in ("IPython", "tqdm") if importlib.util.find_spec(name) is None}
    return {name: _module(name, holds) for name, holds in made.items() if name.partition(".")[0] in absent}


def _module(name: str, holds: dict[str, Any]) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(holds, __path__=[])
    return module


def _bar(rows: Iterable[Any] = (), *args: object, **named: object) -> Iterable[Any]:
    return rows


def _nothing(*args: object, **named: object) -> str:
    return ""
