"""Small files like those that beginners start with, made anew each time and always the same."""

from __future__ import annotations

import numpy as np
import pandas as pd


def make_titanic() -> str:
    """Passengers: words, gaps, an id, and who survived."""
    rng = np.random.default_rng(1912)
    n = 220
    sex = rng.choice(["male", "female"], n, p=[0.6, 0.4])
    pclass = rng.integers(1, 4, n)
    age = np.round(rng.gamma(6, 5, n), 1)
    survived = rng.random(n) < 0.15 + 0.55 * (sex == "female") + 0.1 * (pclass == 1)
    frame = pd.DataFrame(
        {
            "PassengerId": np.arange(1, n + 1),
            "Survived": survived.astype(int),
            "Pclass": pclass,
            "Name": [f"Doe, Mr. Jo {i}" for i in range(n)],
            "Sex": sex,
            "Age": np.where(rng.random(n) < 0.15, np.nan, age),
            "SibSp": rng.integers(0, 4, n),
            "Fare": np.round(rng.lognormal(2.5, 0.8, n) / pclass, 2),
            "Cabin": np.where(rng.random(n) < 0.7, None, "C12"),
            "Embarked": np.where(rng.random(n) < 0.03, None, rng.choice(["S", "C", "Q"], n)),
        }
    )
    return frame.to_csv(index=False)


def make_houses() -> str:
    rng = np.random.default_rng(7)
    n = 200
    area, rooms = rng.integers(30, 220, n), rng.integers(1, 7, n)
    town = rng.choice(["Bern", "Basel", "Chur"], n)
    price = 2000 * area + 9000 * rooms + 40_000 * (town == "Bern") + rng.normal(0, 20_000, n)
    frame = pd.DataFrame({"area": area, "rooms": rooms, "town": town, "price": price.round()})
    return frame.to_csv(index=False)


def make_iris() -> str:
    rng = np.random.default_rng(3)
    rows = []
    for number, name in enumerate(["setosa", "versicolor", "virginica"]):
        centre = np.array([5.0, 3.4, 1.5, 0.3]) + number * np.array([0.8, -0.2, 2.2, 0.9])
        rows += [[*np.round(rng.normal(centre, 0.35), 1), name] for _ in range(50)]
    names = ["sepal_length", "sepal_width", "petal_length", "petal_width", "species"]
    return pd.DataFrame(rows, columns=names).to_csv(index=False)


def make_heart() -> str:
    """Numbers only, separated by semicolons."""
    rng = np.random.default_rng(11)
    n = 200
    age, pressure = rng.integers(30, 80, n), rng.normal(130, 15, n).round()
    sick = (age / 80 + pressure / 200 + rng.normal(0, 0.15, n)) > 1.35
    frame = pd.DataFrame({"age": age, "pressure": pressure, "sick": sick.astype(int)})
    return frame.to_csv(index=False, sep=";")


def make_spam() -> str:
    rng = np.random.default_rng(5)
    spam, ham = "win free prize cash call now urgent".split(), "meet lunch home see tomorrow work ok".split()
    rows = []
    for i in range(160):
        words = spam if i % 3 == 0 else ham
        text = " ".join(rng.choice([*words, "you", "the", "a", "to"], 7))
        rows.append(["spam" if words is spam else "ham", text])
    return pd.DataFrame(rows, columns=["label", "message"]).to_csv(index=False)


def make_wine() -> str:
    rng = np.random.default_rng(13)
    n = 200
    alcohol, acid = rng.normal(10.4, 1, n).round(1), rng.normal(0.5, 0.15, n).round(2)
    quality = np.clip((alcohol - 4 * acid - 2 + rng.normal(0, 0.6, n)).round(), 4, 8).astype(int)
    frame = pd.DataFrame({"volatile acidity": acid, "alcohol": alcohol, "quality": quality})
    return frame.to_csv(index=False, sep=";")


def make_diabetes() -> str:
    """Zeros that mean that nobody measured."""
    rng = np.random.default_rng(17)
    n = 210
    glucose, bmi = rng.normal(120, 30, n).round(), rng.normal(32, 6, n).round(1)
    outcome = (glucose / 60 + bmi / 20 + rng.normal(0, 0.6, n)) > 3.9
    frame = pd.DataFrame(
        {
            "Pregnancies": rng.integers(0, 9, n),
            "Glucose": np.where(rng.random(n) < 0.05, 0, glucose),
            "BMI": np.where(rng.random(n) < 0.05, 0, bmi),
            "Age": rng.integers(21, 70, n),
            "Outcome": outcome.astype(int),
        }
    )
    return frame.to_csv(index=False)


def make_churn() -> str:
    """Customers: an id, words, and a number that is sometimes a blank."""
    rng = np.random.default_rng(19)
    n = 210
    tenure, monthly = rng.integers(0, 72, n), rng.normal(65, 20, n).round(2)
    contract = rng.choice(["Month-to-month", "One year", "Two year"], n, p=[0.6, 0.2, 0.2])
    left = rng.random(n) < 0.1 + 0.5 * (contract == "Month-to-month") - 0.004 * tenure
    total = np.where(tenure == 0, " ", (tenure * monthly).round(2).astype(str))
    frame = pd.DataFrame(
        {
            "customerID": [f"{i:04d}-ABCDE" for i in range(n)],
            "gender": rng.choice(["Male", "Female"], n),
            "tenure": tenure,
            "Contract": contract,
            "MonthlyCharges": monthly,
            "TotalCharges": total,
            "Churn": np.where(left, "Yes", "No"),
        }
    )
    return frame.to_csv(index=False)


FILES = {
    "train.csv": (make_titanic, "Survived"),
    "wine.csv": (make_wine, "quality"),
    "diabetes.csv": (make_diabetes, "Outcome"),
    "churn.csv": (make_churn, "Churn"),
    "titanic.csv": (make_titanic, "Survived"),
    "houses.csv": (make_houses, "price"),
    "iris.csv": (make_iris, "species"),
    "heart.csv": (make_heart, "sick"),
    "spam.csv": (make_spam, "label"),
}
