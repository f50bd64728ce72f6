"""What a script fits on which rows, and what it asks of it, seen in front of the methods. Child side.

A split that the script makes of the file's rows becomes ours: our training rows on one side, our test rows on
the other. Splits of training rows alone stay its own.
"""

from __future__ import annotations

import builtins
import functools
import importlib
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.utils import _safe_indexing

from evaluations.core.row_book import RowBook

_SELECTION = "sklearn.model_selection"
_ASKING = ("predict", "predict_proba", "score", "decision_function", "predict_log_proba")
_VALIDATIONS = ("cross_val_score", "cross_validate", "cross_val_predict")
Replace = Callable[[Any, str, Any], None]


@dataclass
class Fit:
    """One fit that the script itself asked for. ``rows`` of the file; ``asked``: (what, its rows)."""

    model: Any
    X: Any
    y: Any
    rows: np.ndarray
    extra: tuple[tuple[Any, ...], dict[str, Any]] = ((), {})
    asked: list[tuple[Any, np.ndarray]] = field(default_factory=list)


class Enough(BaseException):
    """All that was wanted is known: the script need not go on."""


class FitWatch:
    """``is_it`` says of a model whether it is the wanted one, with just its settings."""

    def __init__(self, book: RowBook, filename: str, is_it: Callable[[Any], bool]) -> None:
        self.book = book
        self.fits: list[Fit] = []
        self._filename = filename
        self._is_it = is_it
        self._depth = 0
        self._watched: set[int] = set()

    def redirect(self, replace: Replace) -> None:
        """Stand in front of every model's methods, of the splits, and of the classes to come."""
        selection = importlib.import_module(_SELECTION)
        replace(selection, "train_test_split", self._splitter(selection.train_test_split))
        for name in _VALIDATIONS:
            replace(selection, name, self._validator(getattr(selection, name)))
        for one in _with_parents(one for one in _subclasses(BaseEstimator) if _is_model_class(one)):
            self._watch(one, replace)
        splitters = _subclasses(selection.BaseCrossValidator) | _subclasses(selection.BaseShuffleSplit)
        for one in _with_parents(splitters):
            if "split" in vars(one):
                replace(one, "split", _InFront(vars(one)["split"], self._split_rows))
        replace(builtins, "__build_class__", self._class_builder(builtins.__build_class__, replace))

    def _watch(self, one: type, replace: Replace) -> None:
        for name in ("fit", *_ASKING):
            if name in vars(one) and not isinstance(vars(one)[name], _InFront):
                seen = self._see_fit if name == "fit" else self._see_question
                replace(one, name, _InFront(vars(one)[name], seen))

    def _class_builder(self, build: Callable[..., type], replace: Replace) -> Callable[..., type]:
        def build_class(*args: Any, **named: Any) -> type:
            made = build(*args, **named)
            if _is_model_class(made):
                self._watch(made, replace)
            return made

        return build_class

    def _inside(self, call: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]) -> Any:
        self._depth += 1
        try:
            return call(*args, **named)
        finally:
            self._depth -= 1

    def _see_fit(
        self, owner: Any, call: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]
    ) -> Any:
        if self._depth or len(args) + len(named) < 2:
            return call(*args, **named)
        given, extra = list(args), dict(named)
        X = given.pop(0) if given else extra.pop("X", None)
        y = given.pop(0) if given else extra.pop("y", None)
        self._note_fit(owner, X, y, (tuple(given), extra))
        return self._inside(call, args, named)

    def _note_fit(self, model: Any, X: Any, y: Any, extra: Any = ((), {})) -> None:
        rows = self.book.rows_of(X, y) if y is not None else None
        if rows is None:
            return
        self.fits.append(Fit(model, X, y, rows, extra))
        if self._is_it(model) and len(np.unique(rows)) == self.book.n:
            raise Enough

    def _see_question(
        self, owner: Any, call: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]
    ) -> Any:
        fit = next((fit for fit in reversed(self.fits) if fit.model is owner), None)
        if self._depth or fit is None:
            return self._inside(call, args, named)
        X = args[0] if args else named.get("X")
        rows = self.book.rows_of(X, args[1] if len(args) > 1 else None)
        if rows is not None:
            fit.asked.append((X, rows))
            tested = np.unique(rows[self.book.is_test(rows)])
            if self._is_it(owner) and len(tested) == self.book.n - self.book.n_train:
                raise Enough
        return self._inside(call, args, named)

    def _splitter(self, split: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(split)
        def train_test_split(*arrays: Any, **options: Any) -> Any:
            rows = None
            if not self._depth:
                found = (self.book.rows_of(one, other) for one, other in _pairs(arrays))
                rows = next((rows for rows in found if rows is not None), None)
            if rows is None:
                return self._inside(split, arrays, options)
            kept, tested = self._part(rows)
            if not len(tested):
                *parts, first, second = self._inside(split, (*arrays, rows), options)
                self.book.note(first)
                self.book.note(second)
                return parts
            return [part for one in arrays for part in (_take(one, kept), _take(one, tested))]

        return train_test_split

    def _part(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Places of the training rows and of the test rows; of test rows alone, all twice."""
        is_test = self.book.is_test(rows)
        kept, tested = np.flatnonzero(~is_test), np.flatnonzero(is_test)
        if not len(kept):
            return tested, tested
        for places in (kept, tested):
            if len(places):
                self.book.note(rows[places])
        return kept, tested

    def _split_rows(
        self, owner: Any, call: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]
    ) -> Any:
        rows = None
        if not self._depth and args and self._is_asked_by_script():
            rows = self.book.rows_of(args[0], args[1] if len(args) > 1 else None)
        if rows is None:
            return call(*args, **named)
        kept, tested = self._part(rows)
        return iter([(kept, tested)]) if len(tested) and len(kept) else call(*args, **named)

    def _validator(self, validate: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(validate)
        def validate_once(estimator: Any, X: Any, y: Any = None, **options: Any) -> Any:
            if not self._depth:
                self._note_fit(estimator, X, y)
                rows = self.book.rows_of(X, y)
                if rows is not None and validate.__name__ != "cross_val_predict":
                    kept, tested = self._part(rows)
                    options["cv"] = [(kept, tested)] if len(kept) and len(tested) else options.get("cv")
            return self._inside(validate, (estimator, X, y), options)

        return validate_once

    def _is_asked_by_script(self) -> bool:
        return sys._getframe(3).f_code.co_filename == self._filename


class _InFront:
    """A method with somebody standing in front of it; what is not there for an object stays so."""

    def __init__(self, method: Any, seen: Callable[..., Any]) -> None:
        self._method, self._seen = method, seen

    def __get__(self, owner: Any, kind: type | None = None) -> Any:
        bound = self._method.__get__(owner, kind) if hasattr(self._method, "__get__") else self._method
        if owner is None or not callable(bound):
            return bound

        @functools.wraps(bound)
        def call(*args: Any, **named: Any) -> Any:
            return self._seen(owner, bound, args, named)

        return call


def _is_model_class(one: type) -> bool:
    return hasattr(one, "fit") and hasattr(one, "predict")


def _take(one: Any, places: np.ndarray) -> Any:
    return _safe_indexing(one, places)


def _pairs(arrays: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    """(rows, their labels), as far as that can be guessed: then each array alone."""
    if len(arrays) > 1:
        yield arrays[0], arrays[1]
    for one in arrays:
        yield one, None


def _with_parents(classes: Iterable[type]) -> set[type]:
    return {parent for one in classes for parent in one.__mro__ if parent is not object}


def _subclasses(one: type) -> set[type]:
    found: set[type] = set()
    waiting: list[type] = [one]
    while waiting:
        children: list[type] = waiting.pop().__subclasses__()
        for child in children:
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found
