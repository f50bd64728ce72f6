"""What a script does with its rows, read from the code in the order of its lines. Never executed.

Names stand for what was last assigned to them, wherever in the file that is: beginners' scripts run from top
to bottom, and where one does not, a fact is missed rather than made up.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

SPLIT = "train_test_split"
CROSS_VALIDATIONS = {"cross_val_score", "cross_validate", "cross_val_predict"}
PREPARERS = {
    "StandardScaler", "MinMaxScaler", "RobustScaler", "MaxAbsScaler", "PowerTransformer",
    "QuantileTransformer", "SimpleImputer", "KNNImputer", "IterativeImputer", "PCA", "TruncatedSVD",
    "SelectKBest", "SelectPercentile", "SelectFromModel", "RFE", "VarianceThreshold", "TargetEncoder",
    "TfidfVectorizer", "CountVectorizer",
}  # fmt: skip
RANKING = {"LabelEncoder"}
_SCORES = ("_score", "_error", "_loss", "_report", "_matrix", "_curve")
_STATISTICS = {"mean", "median", "mode", "std"}


@dataclass(frozen=True)
class Split:
    line: int
    inputs: tuple[str, ...]
    train: tuple[str, ...]
    test: tuple[str, ...]
    is_seeded: bool


@dataclass(frozen=True)
class Fit:
    """``what`` is the class of what is fitted, where it is known; ``rows`` the name of its first argument."""

    line: int
    owner: str
    what: str
    rows: str
    argument: ast.expr | None


@dataclass(frozen=True)
class Scoring:
    """A score of ``owner`` (empty where it is not known) on the rows of these names."""

    line: int
    owner: str
    rows: frozenset[str]


@dataclass
class Facts:
    """Everything that the rules look at."""

    splits: list[Split] = field(default_factory=list)
    fits: list[Fit] = field(default_factory=list)
    scorings: list[Scoring] = field(default_factory=list)
    validations: list[int] = field(default_factory=list)
    fillings: list[int] = field(default_factory=list)
    loops: list[ast.For] = field(default_factory=list)

    @property
    def train(self) -> set[str]:
        return {name for split in self.splits for name in split.train}

    @property
    def test(self) -> set[str]:
        return {name for split in self.splits for name in split.test}

    @property
    def whole(self) -> set[str]:
        return {name for split in self.splits for name in split.inputs}

    @property
    def first_boundary(self) -> int | None:
        """The line from which on some rows are kept apart."""
        return min([*(split.line for split in self.splits), *self.validations], default=None)


def gather_facts(tree: ast.Module) -> Facts:
    reader = _Reader()
    for node in in_order(tree):
        reader.read(node)
    return reader.facts


def in_order(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes with a place, by line; of one line, the outer before the inner."""
    placed = [node for node in ast.walk(tree) if isinstance(node, ast.stmt | ast.expr)]
    return iter(sorted(placed, key=lambda node: node.lineno))


def name_of(node: ast.AST | None) -> str:
    """``x`` of ``x``, ``f`` of ``a.f``, ``f`` of a call of either; empty for everything else."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def strings_in(node: ast.AST) -> set[str]:
    """Every text that is written out in this part of the code."""
    inner = ast.walk(node)
    return {one.value for one in inner if isinstance(one, ast.Constant) and isinstance(one.value, str)}


class _Reader:
    def __init__(self) -> None:
        self.facts = Facts()
        self._named: dict[int, str] = {}  # call of fit: the variable that it is assigned to
        self._made: dict[str, str] = {}  # variable: the class that it is an instance of
        self._predicted: dict[str, tuple[str, str]] = {}  # variable: (model, rows) of a predict

    def read(self, node: ast.AST) -> None:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            self._read_assignment(node.targets[0], node.value)
        if isinstance(node, ast.For):
            self.facts.loops.append(node)
        if isinstance(node, ast.Call):
            self._read_call(node)

    def _read_assignment(self, target: ast.expr, value: ast.expr) -> None:
        if not isinstance(value, ast.Call):
            return
        if name_of(value) == SPLIT and isinstance(target, ast.Tuple):
            names = [name_of(one) for one in target.elts]
            inputs = tuple(name_of(one) for one in value.args)
            seeded = any(one.arg in ("random_state", "shuffle", None) for one in value.keywords)
            self.facts.splits.append(
                Split(value.lineno, inputs, tuple(names[0::2]), tuple(names[1::2]), seeded)
            )
        elif isinstance(value.func, ast.Attribute) and value.func.attr.startswith("predict"):
            self._predicted[name_of(target)] = (self._owner(value), name_of(_first(value)))
        elif name_of(value) in ("fit", "fit_transform") and isinstance(value.func, ast.Attribute):
            self._made[name_of(target)] = self._class_of(value.func.value)
            if isinstance(value.func.value, ast.Call):  # m = SVC().fit(X, y)
                self._named[id(value)] = name_of(target)
        else:
            self._made[name_of(target)] = name_of(value)

    def _read_call(self, call: ast.Call) -> None:
        name = name_of(call)
        if name in CROSS_VALIDATIONS:
            self.facts.validations.append(call.lineno)
        elif name in ("fit", "fit_transform", "fit_predict") and isinstance(call.func, ast.Attribute):
            what, rows = self._class_of(call.func.value), _first(call)
            self.facts.fits.append(Fit(call.lineno, self._owner(call), what, name_of(rows), rows))
        elif name == "score" and isinstance(call.func, ast.Attribute):
            scored = frozenset(name_of(one) for one in call.args)
            self.facts.scorings.append(Scoring(call.lineno, self._owner(call), scored))
        elif name.endswith(_SCORES) and len(call.args) >= 2:
            self._read_metric(call)
        elif name == "fillna" and any(name_of(one) in _STATISTICS for one in ast.walk(call)):
            self.facts.fillings.append(call.lineno)

    def _read_metric(self, call: ast.Call) -> None:
        """``accuracy_score(y_test, predictions)``, the predictions by name or on the spot."""
        owner, rows = "", set()
        for argument in call.args[:2]:
            rows.add(name_of(argument))
            if isinstance(argument, ast.Call) and name_of(argument).startswith("predict"):
                owner = self._owner(argument)
                rows.add(name_of(_first(argument)))
            elif name_of(argument) in self._predicted:
                owner, of = self._predicted[name_of(argument)]
                rows.add(of)
        self.facts.scorings.append(Scoring(call.lineno, owner, frozenset(rows)))

    def _owner(self, call: ast.Call) -> str:
        own = name_of(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        return self._named.get(id(call), own)

    def _class_of(self, node: ast.expr) -> str:
        return name_of(node) if isinstance(node, ast.Call) else self._made.get(name_of(node), "")


def _first(call: ast.Call) -> ast.expr | None:
    return call.args[0] if call.args else None
