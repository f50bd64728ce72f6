"""A learner's file as a module, and the model in it. Runs only inside a confined child.

The module is called ``script``, so code under ``if __name__ == "__main__":`` is not run: that is where people
put what belongs to their own machine. ``sys.argv`` holds the file's name and nothing else.
"""

from __future__ import annotations

import copy
import linecache
import sys
from collections.abc import Callable, Mapping
from types import CodeType, ModuleType
from typing import Any

from sklearn.base import BaseEstimator, clone

MODULE_NAME = "script"


class NoModelError(LookupError):
    """The script holds nothing that can be fitted."""


def compile_script(source: bytes, filename: str) -> CodeType:
    """Raise ``SyntaxError`` or ``ValueError``, or run out of stack or memory on what is nested too deeply."""
    return compile(source, filename, "exec", dont_inherit=True)


def load_script(code: CodeType, source: bytes, filename: str) -> ModuleType:
    """Run the file's top level. Raise whatever it raises."""
    module = ModuleType(MODULE_NAME)
    module.__file__ = filename
    sys.modules[MODULE_NAME] = module
    run_module(module, code, source, filename)
    return module


def run_module(module: ModuleType, code: CodeType, source: bytes, filename: str) -> None:
    """Run the code in the module, its lines known to whoever reports an error. Raise whatever it raises."""
    text = source.decode("utf-8", errors="replace")
    linecache.cache[filename] = (len(source), None, text.splitlines(keepends=True), filename)
    if sys.argv[:1] != [filename]:
        sys.argv = [filename]
    exec(code, module.__dict__)  # noqa: S102 - this is what the sandbox is for


def find_model(module: ModuleType) -> Callable[[], Any]:
    """A function that gives a fresh, unfitted model. Raise ``NoModelError`` in words for the learner.

    In this order: ``make_model()``, a top-level ``model``, the only public class with fit and predict.
    """
    names = vars(module)
    if callable(names.get("make_model")):
        return _checked(names["make_model"], "make_model() gave back")
    if (model := names.get("model")) is not None and not isinstance(model, ModuleType):
        build = model if isinstance(model, type) else lambda: _unfitted(model)
        return _checked(build, "`model` is")
    return _only_class(names)


def is_library_estimator(model: object) -> bool:
    """Whether the model is scikit-learn's own: what it says about raw rows is worth reading."""
    return isinstance(model, BaseEstimator) and type(model).__module__.partition(".")[0] == "sklearn"


def _checked(build: Callable[[], Any], said: str) -> Callable[[], Any]:
    def build_model() -> Any:
        model = build()
        if not is_model(model):
            raise NoModelError(f"{said} {_describe(model)}, which has no fit and predict.")
        return model

    return build_model


def _only_class(names: Mapping[str, Any]) -> Callable[[], Any]:
    classes = [value for name, value in names.items() if _is_own_class(name, value)]
    final = [one for one in classes if not any(one in other.__mro__[1:] for other in classes)]
    if not final:
        raise NoModelError(
            "The script defines no make_model(), no `model`, and no class with fit and predict."
        )
    if len(final) > 1:
        listed = ", ".join(one.__name__ for one in final)
        raise NoModelError(f"The script defines several classes with fit and predict: {listed}.")
    return lambda: _build(final[0])


def _build(wanted: type) -> Any:
    try:
        return wanted()
    except TypeError as error:
        if "required positional argument" in str(error) or "required keyword-only" in str(error):
            raise NoModelError(f"{wanted.__name__} cannot be built without arguments: {error}.") from error
        raise


def _is_own_class(name: str, value: object) -> bool:
    return (
        isinstance(value, type)
        and value.__module__ == MODULE_NAME
        and not name.startswith("_")
        and is_model(value)
    )


def is_model(value: object) -> bool:
    """Whether it can be asked to fit and to predict."""
    return callable(getattr(value, "fit", None)) and callable(getattr(value, "predict", None))


def _unfitted(model: Any) -> Any:
    return clone(model) if isinstance(model, BaseEstimator) else copy.deepcopy(model)


def _describe(value: object) -> str:
    return "None" if value is None else f"a {type(value).__name__}"
