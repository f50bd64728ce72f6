"""The engine's fold against plain scikit-learn on the same rows, and against data that break models."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import (
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import get_scorer
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVC, SVR
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from evaluations.core.folds import make_job, run_standard_fold
from evaluations.core.metrics import score_predictions
from evaluations.core.pipelines import STANDARD, standard_pipelines
from evaluations.core.splitting import encode_target, split
from tests.evaluations.core.makers import (
    make_codes,
    make_mixed_table,
    make_number,
    make_protocol,
    make_table,
)

SEED = 3
FEATURES = ["colour", "size", "bought", "review", "weight", "town"]
PLAIN_CLASSIFIERS = {
    "baseline": DummyClassifier(strategy="prior"),
    "logistic_regression": LogisticRegression(max_iter=1000),
    "naive_bayes": GaussianNB(),
    "decision_tree": DecisionTreeClassifier(random_state=SEED),
    "knn": KNeighborsClassifier(),
    "svm": SVC(),
    "hist_gradient_boosting": HistGradientBoostingClassifier(random_state=SEED),
    "random_forest": RandomForestClassifier(random_state=SEED),
}
PLAIN_REGRESSORS = {
    "baseline": DummyRegressor(),
    "ridge": Ridge(),
    "decision_tree": DecisionTreeRegressor(random_state=SEED),
    "knn": KNeighborsRegressor(),
    "svm": SVR(),
    "hist_gradient_boosting": HistGradientBoostingRegressor(random_state=SEED),
    "random_forest": RandomForestRegressor(random_state=SEED),
}
LABEL_SCORERS = {"accuracy": "accuracy", "balanced_accuracy": "balanced_accuracy", "f1_macro": "f1_macro"}
SCORERS = {
    "binary": {**LABEL_SCORERS, "roc_auc": "roc_auc", "log_loss": "neg_log_loss", "brier": "neg_brier_score"},
    "multiclass": {**LABEL_SCORERS, "roc_auc": "roc_auc_ovr", "log_loss": "neg_log_loss"},
    "regression": {
        "r2": "r2",
        "mae": "neg_mean_absolute_error",
        "rmse": "neg_root_mean_squared_error",
        "median_absolute_error": "neg_median_absolute_error",
    },
}


def make_plain_frame(table):
    """What a careful beginner would have in a DataFrame: dates as four numbers, missing words as ''."""
    frame = pd.DataFrame()
    for column in table:
        series = column.to_series()
        if column.is_number:
            frame[column.name] = series.astype(float)
        elif column.kind == "date":
            day = pd.to_datetime(series)
            for part in ("year", "month", "day", "day_of_week"):
                frame[f"{column.name} {part}"] = getattr(day.dt, part).astype(float)
        elif column.kind == "text":
            frame[column.name] = series.fillna("").astype(object)
        else:
            frame[column.name] = series.astype(object).where(series.notna(), np.nan)
    return frame


def make_plain_preprocessing():
    numbers = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True), StandardScaler()
    )
    categories = make_pipeline(
        SimpleImputer(strategy="constant", fill_value="(missing)"),
        OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=20, sparse_output=False),
    )
    dates = [f"bought {part}" for part in ("year", "month", "day", "day_of_week")]
    return ColumnTransformer(
        [
            ("numbers", numbers, ["size", "weight", *dates]),
            ("categories", categories, ["colour", "town"]),
            ("review", TfidfVectorizer(max_features=200), "review"),
        ],
        sparse_threshold=0,
    )


def prepare_job(table, fold=0, **wishes):
    protocol = dataclasses.replace(make_protocol(table, **wishes), seed=SEED)
    rows, targets = encode_target(table, protocol)
    y = np.full(table.n_rows, np.nan)
    y[rows] = targets
    return make_job(table, y, protocol, split(table, protocol), fold, standard_pipelines(protocol))


def score_frames(job):
    return {
        frame.pipeline: score_predictions(
            job.protocol, job.y_test, frame.predicted, frame.probabilities, frame.decision
        )
        for frame in run_standard_fold(job)
    }


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
@pytest.mark.parametrize(
    ("fold", "wishes"),
    [(0, {}), (7, {}), (2, {"group": "town", "features": FEATURES}), (3, {"time": "bought"})],
    ids=["first", "repeated", "group", "time"],
)
def test_every_score_equals_plain_scikit_learn_on_the_same_fold(task, fold, wishes):
    job = prepare_job(make_mixed_table(task), fold, **wishes)
    ours = score_frames(job)
    models = PLAIN_REGRESSORS if task == "regression" else PLAIN_CLASSIFIERS
    assert set(ours) == set(models)
    X_train, X_test = make_plain_frame(job.train), make_plain_frame(job.test)
    for code, model in models.items():
        plain = make_pipeline(make_plain_preprocessing(), model).fit(X_train, job.y_train)
        for metric, scorer in SCORERS[task].items():
            needs_probabilities = metric in ("log_loss", "brier") or scorer == "roc_auc_ovr"
            if needs_probabilities and code == "svm":
                continue
            expected = abs(get_scorer(scorer)(plain, X_test, job.y_test))
            assert abs(ours[code][metric]) == pytest.approx(expected, abs=1e-9), (code, metric)


def test_what_a_model_warns_of_comes_with_its_frame_in_words(monkeypatch):
    pipeline = STANDARD["logistic_regression"]
    hasty = dataclasses.replace(pipeline.classifier, parameters={"max_iter": 1})
    monkeypatch.setitem(STANDARD, pipeline.code, dataclasses.replace(pipeline, classifier=hasty))
    job = dataclasses.replace(prepare_job(make_mixed_table("binary")), pipelines=("baseline", pipeline.code))
    baseline, regression = run_standard_fold(job)
    assert baseline.notes == ()
    assert regression.notes == (
        "It stopped before it had converged: with more steps its score could change.",
    )
    assert regression.ok


def test_without_extras_only_the_predictions_are_computed():
    job = dataclasses.replace(
        prepare_job(make_mixed_table("binary")), extras=False, pipelines=("naive_bayes",)
    )
    (frame,) = run_standard_fold(job)
    assert frame.ok
    assert frame.train_scores is None
    assert frame.importances is None


def test_cheap_pipelines_come_first_and_the_baseline_before_all():
    codes = [frame.pipeline for frame in run_standard_fold(prepare_job(make_mixed_table("binary")))]
    assert codes[:3] == ["baseline", "logistic_regression", "naive_bayes"]
    assert set(codes[-3:]) == {"svm", "hist_gradient_boosting", "random_forest"}


def test_importances_point_at_the_columns_that_made_the_target():
    rng = np.random.default_rng(1)
    strong, noise = rng.normal(size=400), rng.normal(size=400)
    labels = np.where(strong > 0, "up", "down").tolist()
    job = prepare_job(
        make_table(make_number("noise", noise), make_number("s", strong), make_codes("y", labels))
    )
    for frame in run_standard_fold(job):
        if frame.pipeline == "baseline":
            assert frame.importances is None
        else:
            useless, useful = frame.importances
            assert useful > 0.25, frame.pipeline
            assert abs(useless) < 0.1, frame.pipeline


def test_train_scores_and_importances_come_with_the_first_repeat_only():
    table = make_mixed_table("binary")
    first, later = (list(run_standard_fold(prepare_job(table, fold))) for fold in (4, 5))
    assert all(frame.train_scores["accuracy"] > 0.5 for frame in first)
    assert all(frame.train_scores is None and frame.importances is None for frame in later)
    tree = next(frame for frame in first if frame.pipeline == "decision_tree")
    assert tree.train_scores["accuracy"] == 1.0  # a full tree knows its training rows by heart


def with_columns(*columns, n=60):
    target = make_codes("y", ["a", "b", "c"] * (n // 3))
    return make_table(*columns, make_number("spare", np.arange(n) % 7), target)


PATHOLOGIES = {
    "a column with one value": make_number("x", [np.nan] * 59 + [4.0]),
    "huge values": make_number("x", np.resize([1e300, -1e300, 1.0, 1e308], 60)),
    "infinite values": make_number("x", np.resize([np.inf, -np.inf, 1.0], 60)),
    "a category seen once": make_codes("x", ["rare", *["common"] * 59]),
    "every level once": make_codes("x", [f"level {i}" for i in range(60)]),
    "a level called (missing)": make_codes("x", [None, "(missing)", "b"] * 20),
    "texts without words": make_codes("x", ["?", "!", None] * 20, "text"),
    "dates that are none": make_codes("x", ["31.02.2020", "soon", None] * 20, "date"),
    "booleans with gaps": make_codes("x", ["True", "False", None] * 20, "boolean"),
}


@pytest.mark.parametrize("column", PATHOLOGIES.values(), ids=PATHOLOGIES.keys())
def test_pathological_columns_stop_no_pipeline(column):
    table = with_columns(column)
    for fold in range(3):
        frames = list(run_standard_fold(prepare_job(table, fold, features=["x", "spare"])))
        assert [frame.pipeline for frame in frames if not frame.ok] == []
        assert all(np.isfinite(frame.predicted).all() for frame in frames)


def test_a_single_feature_that_says_nothing_stops_only_the_model_that_divides_by_its_spread():
    table = make_table(make_codes("x", ["?", "!"] * 30, "text"), make_codes("y", ["a", "b", "c"] * 20))
    frames = list(run_standard_fold(prepare_job(table)))
    failed = {frame.pipeline: frame.failure for frame in frames if not frame.ok}
    assert list(failed) == ["naive_bayes"]
    assert "no column varies" in failed["naive_bayes"].message


def test_two_hundred_columns_are_measured():
    rng = np.random.default_rng(0)
    columns = [make_number(f"x{i}", rng.normal(size=60)) for i in range(200)]
    frames = list(run_standard_fold(prepare_job(with_columns(*columns))))
    assert [frame.failure for frame in frames if not frame.ok] == []
    assert [len(frame.importances) for frame in frames if frame.importances is not None] == [201] * 7


def test_a_class_that_training_lacks_gets_no_probability():
    job = prepare_job(with_columns(make_number("x", np.arange(60.0))))
    lacking = dataclasses.replace(job, y_train=np.where(job.y_train == 1, 0, job.y_train))
    for frame in run_standard_fold(lacking):
        assert frame.ok, frame.failure
        assert 1 not in frame.predicted
        if frame.probabilities is not None:
            assert frame.probabilities.shape[1] == 3
            assert (frame.probabilities[:, 1] == 0).all()


def test_a_pipeline_that_fails_says_why_and_the_others_go_on():
    job = prepare_job(with_columns(make_number("x", np.arange(60.0))))
    single = dataclasses.replace(job, y_train=np.zeros(len(job.y_train)))
    frames = {frame.pipeline: frame for frame in run_standard_fold(single)}
    failure = frames["logistic_regression"].failure
    assert (failure.stage, failure.type) == ("fit", "ValueError")
    assert "class" in failure.message
    assert frames["baseline"].ok
    assert frames["random_forest"].ok


def test_columns_that_cannot_be_read_fail_every_pipeline_with_the_reason():
    job = prepare_job(with_columns(make_number("x", np.arange(60.0))))
    broken = dataclasses.replace(job.train, columns=(dataclasses.replace(job.train.columns[0], kind="date"),))
    hollow = dataclasses.replace(job, train=broken, test=broken.take(np.arange(12)))
    frames = list(run_standard_fold(hollow))
    assert {frame.failure.stage for frame in frames} == {"read"}
    assert len(frames) == len(job.pipelines)
