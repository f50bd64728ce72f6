"""The scikit-learn estimators that a by-hand model may be compared with. Names only, for web pages too."""

from __future__ import annotations

from collections.abc import Mapping

_CLASSIFIERS = {
    "sklearn.discriminant_analysis": "LinearDiscriminantAnalysis QuadraticDiscriminantAnalysis",
    "sklearn.dummy": "DummyClassifier",
    "sklearn.ensemble": (
        "AdaBoostClassifier ExtraTreesClassifier GradientBoostingClassifier HistGradientBoostingClassifier "
        "RandomForestClassifier"
    ),
    "sklearn.gaussian_process": "GaussianProcessClassifier",
    "sklearn.linear_model": (
        "LogisticRegression PassiveAggressiveClassifier Perceptron RidgeClassifier SGDClassifier"
    ),
    "sklearn.naive_bayes": "BernoulliNB CategoricalNB ComplementNB GaussianNB MultinomialNB",
    "sklearn.neighbors": "KNeighborsClassifier NearestCentroid RadiusNeighborsClassifier",
    "sklearn.neural_network": "MLPClassifier",
    "sklearn.svm": "LinearSVC NuSVC SVC",
    "sklearn.tree": "DecisionTreeClassifier ExtraTreeClassifier",
}
_REGRESSORS = {
    "sklearn.dummy": "DummyRegressor",
    "sklearn.ensemble": (
        "AdaBoostRegressor ExtraTreesRegressor GradientBoostingRegressor HistGradientBoostingRegressor "
        "RandomForestRegressor"
    ),
    "sklearn.gaussian_process": "GaussianProcessRegressor",
    "sklearn.kernel_ridge": "KernelRidge",
    "sklearn.linear_model": (
        "ARDRegression BayesianRidge ElasticNet HuberRegressor Lars Lasso LassoLars LinearRegression "
        "OrthogonalMatchingPursuit PoissonRegressor RANSACRegressor Ridge SGDRegressor TheilSenRegressor"
    ),
    "sklearn.neighbors": "KNeighborsRegressor RadiusNeighborsRegressor",
    "sklearn.neural_network": "MLPRegressor",
    "sklearn.svm": "LinearSVR NuSVR SVR",
    "sklearn.tree": "DecisionTreeRegressor ExtraTreeRegressor",
}


def _by_name(listed: Mapping[str, str]) -> dict[str, str]:
    return {name: module for module, names in listed.items() for name in names.split()}


CLASSIFIERS = _by_name(_CLASSIFIERS)  # name: module
REGRESSORS = _by_name(_REGRESSORS)
ESTIMATORS: Mapping[str, str] = CLASSIFIERS | REGRESSORS
