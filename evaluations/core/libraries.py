"""Importing this loads every library that a job may need: a fork server does it once for all children."""

from __future__ import annotations

import importlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import joblib

MODULES = (
    "numpy",
    "pandas",
    "scipy.optimize",
    "scipy.sparse",
    "scipy.stats",
    "sklearn.cluster",
    "sklearn.compose",
    "sklearn.decomposition",
    "sklearn.discriminant_analysis",
    "sklearn.dummy",
    "sklearn.ensemble",
    "sklearn.feature_extraction.text",
    "sklearn.feature_selection",
    "sklearn.gaussian_process",
    "sklearn.impute",
    "sklearn.inspection",
    "sklearn.linear_model",
    "sklearn.metrics",
    "sklearn.model_selection",
    "sklearn.naive_bayes",
    "sklearn.neighbors",
    "sklearn.neural_network",
    "sklearn.pipeline",
    "sklearn.preprocessing",
    "sklearn.svm",
    "sklearn.tree",
)
PLOTTING = ("matplotlib.pyplot", "seaborn")


def load_libraries() -> None:
    """Import them all, and let joblib count the cores now: later it could not start the program it asks."""
    for name in MODULES:
        importlib.import_module(name)
    joblib.cpu_count(only_physical_cores=True)
    with _pretended_cache_folder():
        for name in PLOTTING:
            importlib.import_module(name)


@contextmanager
def _pretended_cache_folder() -> Iterator[None]:
    """matplotlib refuses to start without a folder that it may write to.

    In a sandbox there is none and none is needed: the list of fonts is in memory after this import. So it is
    shown a folder that exists, is told that it is writable, and its complaint that it is not is dropped.
    """
    access, quiet = os.access, logging.getLogger("matplotlib.font_manager")
    level = quiet.level
    os.environ["MPLCONFIGDIR"] = str(Path(__file__).parent)
    os.access = lambda *_, **__: True
    quiet.setLevel(logging.ERROR)
    try:
        yield
    finally:
        os.access = access
        quiet.setLevel(level)


load_libraries()
