"""The models that a whole script leaves behind, and which of them is meant. Runs inside a confined child."""

from __future__ import annotations

import ast
import copy
import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from sklearn.base import BaseEstimator, clone, is_classifier, is_clusterer, is_outlier_detector, is_regressor
from sklearn.exceptions import NotFittedError
from sklearn.utils.validation import check_is_fitted

from evaluations.core.script_code import MOST_POSITIONS, Pick, is_possible, last_binding
from evaluations.core.script_module import NoModelError, is_model

_SAYS_IT_IS_THE_ONE = re.compile(r"(?i)^(best|final|chosen|winner)|_(best|final)$")


@dataclass(frozen=True)
class LeftModel:
    """A model, the first place where it can be had again, and the line of the last that it was given to."""

    pick: Pick
    model: Any
    last_line: int
    is_named: bool

    @property
    def title(self) -> str:
        return type(self.model).__name__


class Locals:
    """What the script's functions held when they ended."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}

    def keep(self, function: str) -> None:
        held = {name: value for name, value in sys._getframe(1).f_locals.items() if _holds_models(value)}
        self.kept.setdefault(function, {}).update(held)


def find_left_models(tree: ast.Module, names: Mapping[str, Any], kept: Locals) -> list[LeftModel]:
    """Every model that the script has made, in the order of the lines that made it."""
    found: dict[int, LeftModel] = {}
    for pick, model in _everything(names, kept):
        if not is_possible(tree, pick):
            continue
        line, named = last_binding(tree, pick), bool(_SAYS_IT_IS_THE_ONE.search(pick.name))
        known = found.get(id(model))
        if known is None:
            found[id(model)] = LeftModel(pick, model, line, named)
        else:
            first = min((known.pick, known.last_line), (pick, line), key=lambda one: _cost(*one))[0]
            found[id(model)] = LeftModel(first, model, max(known.last_line, line), known.is_named or named)
    return sorted(found.values(), key=lambda left: left.last_line)


def choose(models: Sequence[LeftModel], *, classification: bool) -> LeftModel:
    """The one that the script calls the best, else the last that it fitted. Raise ``NoModelError``."""
    if not models:
        raise NoModelError("The script ran to its end and left no model with fit and predict behind.")
    fitting = [left for left in models if _suits(left.model, classification)]
    if not fitting:
        raise NoModelError(_wrong_kind(models[-1], classification))
    for preferred in (lambda one: one.is_named, lambda one: _is_fitted(one.model)):
        fitting = [left for left in fitting if preferred(left)] or fitting
    return fitting[-1]


def find_again(pick: Pick, names: Mapping[str, Any], kept: Locals) -> Callable[[], Any]:
    """A function that gives the picked model, unfitted. Raise ``NoModelError`` when it is not there now."""
    held = kept.kept.get(pick.function, {}) if pick.function else names
    models = dict(_models_in(Pick(pick.name, function=pick.function), held.get(pick.name)))
    if pick not in models:
        raise NoModelError(f"`{pick.name}` was no model when the script ran on fewer rows.")
    return lambda: unfitted(models[pick])


def unfitted(model: Any) -> Any:
    """A fresh model with the same settings."""
    if isinstance(model, BaseEstimator):
        try:
            return clone(model)
        except (TypeError, RuntimeError):  # its own constructor does not follow scikit-learn's rules
            return copy.deepcopy(model)
    try:
        return type(model)(**_settings(model))
    except Exception:  # noqa: BLE001 - whatever its constructor does, there is still the copy
        return copy.deepcopy(model)


def last_step(model: Any) -> Any | None:
    """The final estimator of a pipeline (or of the pipeline inside a search), None for other models."""
    steps = getattr(model, "steps", None)
    if isinstance(steps, list) and len(steps) > 1:
        return steps[-1][1]
    return None


def settings_of(model: Any) -> dict[str, Any]:
    """What the model was built with, as far as it can be told."""
    return dict(model.get_params(deep=False)) if isinstance(model, BaseEstimator) else _settings(model)


def _settings(model: Any) -> dict[str, Any]:
    """The constructor's arguments, as far as the model keeps them under their own names."""
    parameters = inspect.signature(type(model)).parameters.values()
    return {
        one.name: copy.deepcopy(getattr(model, one.name)) for one in parameters if hasattr(model, one.name)
    }


def _everything(names: Mapping[str, Any], kept: Locals) -> Iterator[tuple[Pick, Any]]:
    for name, value in list(names.items()):
        yield from _models_in(Pick(name), value)
    for function, held in kept.kept.items():
        for name, value in held.items():
            yield from _models_in(Pick(name, function=function), value)


def _models_in(pick: Pick, value: Any) -> Iterator[tuple[Pick, Any]]:
    if _is_left_model(value):
        yield pick, value
    elif isinstance(value, dict | list | tuple):
        items = list(value.values() if isinstance(value, dict) else value)[:MOST_POSITIONS]
        for position, item in enumerate(items):
            inside = item if isinstance(item, tuple | list) else (item,)
            model = next((one for one in inside if _is_left_model(one)), None)
            if model is not None:
                yield Pick(pick.name, position, pick.function), model
    elif _is_of_the_script(value):
        yield from _models_inside(pick, value)


def _models_inside(pick: Pick, value: Any) -> Iterator[tuple[Pick, Any]]:
    """Of an object of a class of the script's own: the models in its attributes."""
    for name, held in list(vars(value).items()):
        if _is_left_model(held):
            yield Pick(pick.name, pick.position, pick.function, name), held


def _is_of_the_script(value: object) -> bool:
    return type(value).__module__ in ("__main__", "script") and hasattr(value, "__dict__")


def _is_left_model(value: object) -> bool:
    if isinstance(value, type | ModuleType) or not is_model(value):
        return False
    return not (isinstance(value, BaseEstimator) and (is_clusterer(value) or is_outlier_detector(value)))


def _holds_models(value: object) -> bool:
    return isinstance(value, dict | list | tuple) or _is_left_model(value) or _is_of_the_script(value)


def _suits(model: Any, classification: bool) -> bool:
    """Whether it predicts what is asked for; what cannot be told is believed."""
    if not isinstance(model, BaseEstimator) or is_classifier(model) == is_regressor(model):
        return True
    return bool(is_classifier(model)) == classification


def _is_fitted(model: Any) -> bool:
    if not isinstance(model, BaseEstimator):
        return True
    try:
        check_is_fitted(model)
    except (NotFittedError, TypeError, AttributeError):
        return False
    return True


def _cost(pick: Pick, line: int) -> tuple[bool, int]:
    """Functions have to run to their end, and of names the earliest leaves out most."""
    return bool(pick.function or pick.attribute), line


def _wrong_kind(left: LeftModel, classification: bool) -> str:
    given, asked = ("numbers", "a class") if classification else ("classes", "a number")
    instead = (
        "a classifier such as LogisticRegression or RandomForestClassifier"
        if classification
        else "a regressor such as LinearRegression or RandomForestRegressor"
    )
    return (
        f"The script's model `{left.pick.name}` ({left.title}) predicts {given}, and the target is {asked}: "
        f"use {instead}."
    )
