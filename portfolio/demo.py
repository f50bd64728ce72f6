"""A demo learner with three projects on data sets that scikit-learn ships, measured like everybody's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from django.core.files.uploadedfile import SimpleUploadedFile
from sklearn import datasets

from evaluations.models import Evaluation
from evaluations.services import Question, push
from portfolio.services import write_up
from projects.models import Learner
from projects.provenance import say_provenance

USERNAME = "demo"
PASSWORD = "firstfit-demo"  # noqa: S105  (for one machine of one's own: `make run` seeds it)
WRITEUPS = Path(__file__).parent / "demo_writeups"


@dataclass(frozen=True)
class DemoProject:
    """One demo project: how to load it, and what its learner asks, guesses and submits."""

    filename: str
    load: Callable[[], pd.DataFrame]
    asked: Question
    about: Mapping[str, str]
    script: str = ""
    pin: int | None = None  # its place among the pinned ones, once it is public


def load_breast_cancer() -> pd.DataFrame:
    """569 biopsies with 30 measurements; the target in words."""
    data = datasets.load_breast_cancer(as_frame=True)
    names = data.target_names[data.target]
    return data.data.assign(diagnosis=names)


def load_wine() -> pd.DataFrame:
    """178 Italian wines of three growers with 13 chemical measurements."""
    data = datasets.load_wine(as_frame=True)
    growers = pd.Series(["Grower A", "Grower B", "Grower C"])
    return data.data.assign(grower=growers[data.target].to_numpy())


def load_diabetes() -> pd.DataFrame:
    """442 patients with ten measurements; the progression of the disease after one year."""
    data = datasets.load_diabetes(as_frame=True, scaled=False)
    return data.data.assign(progression=data.target)


WINE_SCRIPT = '''"""Scale the measurements, then let a support vector machine draw the borders."""

from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def make_model():
    return make_pipeline(StandardScaler(), SVC(C=2.0))
'''

BREAST_CANCER = {
    "description": "One row is one biopsy of a breast tumour. The columns are measured on a picture of its "
    "cell nuclei: mean, error and worst value of ten properties.",
    "source": "UCI Machine Learning Repository, as scikit-learn ships it",
    "source_url": "https://archive.ics.uci.edu/dataset/17/breast+cancer+wisconsin+diagnostic",
    "license": "CC-BY-4.0",
    "citation": "Wolberg, W., Mangasarian, O., Street, N., Street, W. (1993). Breast Cancer Wisconsin "
    "(Diagnostic). UCI Machine Learning Repository. https://doi.org/10.24432/C5DW2B",
}
WINE = {
    "description": "One row is one wine of the same region in Italy, from one of three growers. "
    "The columns are a chemical analysis.",
    "source": "UCI Machine Learning Repository, as scikit-learn ships it",
    "source_url": "https://archive.ics.uci.edu/dataset/109/wine",
    "license": "CC-BY-4.0",
    "citation": "Aeberhard, S., Forina, M. (1992). Wine. UCI Machine Learning Repository. "
    "https://doi.org/10.24432/C5PC7J",
}
DIABETES = {
    "description": "One row is one patient with diabetes: ten measurements, and how far the disease had gone "
    "a year later.",
    "source": "Efron, Hastie, Johnstone and Tibshirani, as scikit-learn ships it",
    "source_url": "https://www4.stat.ncsu.edu/~boos/var.select/diabetes.html",
    "license": "unknown",
    "citation": "Efron, B., Hastie, T., Johnstone, I., Tibshirani, R. (2004). Least Angle Regression. "
    "Annals of Statistics 32(2), 407-499.",
}

PROJECTS = (
    DemoProject(
        "breast_cancer.csv",
        load_breast_cancer,
        Question(
            target="diagnosis",
            title="Can a biopsy be read by numbers alone?",
            question="Thirty measurements of cell nuclei: are they enough to tell benign from malignant?",
            guess=0.9,
            publish_as="public",
        ),
        BREAST_CANCER,
    ),
    DemoProject(
        "wine.csv",
        load_wine,
        Question(
            target="grower",
            title="Who grew this wine?",
            question="Three growers, one region: does the chemistry give the grower away?",
            guess=0.85,
            publish_as="public",
        ),
        WINE,
        WINE_SCRIPT,
        pin=1,
    ),
    DemoProject(
        "diabetes.csv",
        load_diabetes,
        Question(
            target="progression",
            title="How far will the disease go in a year?",
            question="Ten simple measurements of 442 patients: how much of the next year is in them?",
            publish_as="public",
        ),
        DIABETES,
        pin=2,
    ),
)


def seed() -> list[Evaluation]:
    """Make the demo learner and push whatever is not there yet. Doing it again changes nothing."""
    learner, created = Learner.objects.get_or_create(
        username=USERNAME,
        defaults={
            "name": "Demo Learner",
            "about": "Three small questions, answered end to end, measured by the platform.",
        },
    )
    if created:
        learner.set_password(PASSWORD)
        learner.save(update_fields=["password"])
    known = set(learner.projects.values_list("title", flat=True))
    return [submit(learner, demo) for demo in PROJECTS if demo.asked.title not in known]


def submit(learner: Learner, demo: DemoProject) -> Evaluation:
    """Push one demo project the way a script would, with its write-up; it is published when measured."""
    csv = demo.load().to_csv(index=False).encode()
    evaluation = push(
        owner=learner,
        data=SimpleUploadedFile(demo.filename, csv),
        script=SimpleUploadedFile("model.py", demo.script.encode()) if demo.script else None,
        asked=demo.asked,
    )
    say_provenance(evaluation.dataset_version.dataset, **demo.about)
    words = WRITEUPS / demo.filename.replace(".csv", ".md")
    write_up(project=evaluation.project, markdown=words.read_text(encoding="utf-8"))
    learner.projects.filter(pk=evaluation.project_id).update(pin_position=demo.pin)
    return evaluation
