"""What to change where an error is one that beginners meet often. Standard library only."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

_ADVICE = (
    (
        r"contains NaN",
        "Fill the gaps before this line, for example df = df.fillna(df.median(numeric_only=True)), or put "
        "SimpleImputer() before the model in make_pipeline(…).",
    ),
    (
        r"could not convert string to float",
        "Words have to become numbers before this line, for example X = pd.get_dummies(X).",
    ),
    (r"sklearn\.cross_validation|sklearn\.grid_search", "Import it from sklearn.model_selection."),
    (r"sklearn\.externals", "Write `import joblib`."),
    (r"cannot import name 'Imputer'", "Write `from sklearn.impute import SimpleImputer` and use that."),
    (
        r"cannot import name 'plot_(confusion_matrix|roc_curve)'",
        "Use ConfusionMatrixDisplay.from_estimator(…) or RocCurveDisplay.from_estimator(…).",
    ),
    (r"unexpected keyword argument 'sparse'", "Write sparse_output=False in the place of sparse=False."),
    (
        r"unexpected keyword argument 'normalize'",
        "Leave out normalize; put StandardScaler() before the model.",
    ),
    (r"unexpected keyword argument 'squared'", "Use root_mean_squared_error(y, predicted)."),
    (r"object has no attribute 'append'", "Write pd.concat([one, other]) in the place of one.append(other)."),
    (r"object has no attribute '(ix|as_matrix)'", "Use .loc[…] or .to_numpy() in its place."),
    (r"has no attribute 'get_feature_names'", "Use get_feature_names_out()."),
    (r"inconsistent numbers of samples", "X and y must have the same number of rows: drop rows from both."),
    (r"Expected 2D array, got 1D", "Give the model a table: X = df[['column']], with two pairs of brackets."),
)


_MOST_NAMES = 12


def name_columns(asked: str, columns: Sequence[str], delimiter: str) -> str:
    """What to say of a column that is not there: the one that is meant, or how the file is separated."""
    if asked in columns:
        apart = f"its values are separated by “{delimiter}”: pd.read_csv(…, sep={delimiter!r})"
        return f"the file has this column, and {apart}" if delimiter != "," else ""
    folded = {name.casefold().strip(): name for name in columns}
    near = difflib.get_close_matches(asked.casefold().strip(), list(folded), n=1, cutoff=0.6)
    if near:
        return f"did you mean “{folded[near[0]]}”?"
    more = ", …" if len(columns) > _MOST_NAMES else ""
    return f"the columns of the file are {', '.join(columns[:_MOST_NAMES])}{more}"


def advise_on(message: str) -> str:
    """Empty where nothing is known about this error."""
    return next((advice for pattern, advice in _ADVICE if re.search(pattern, message)), "")
