# titanic.csv | measured Pipeline own
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

titanic = pd.read_csv("titanic.csv")
numeric, words = ["Age", "Fare", "SibSp"], ["Sex", "Embarked", "Pclass"]
preprocess = ColumnTransformer([
    ("num", Pipeline([("fill", SimpleImputer()), ("scale", StandardScaler())]), numeric),
    ("cat", OneHotEncoder(handle_unknown="ignore"), words),
])
clf = Pipeline([("prep", preprocess), ("model", HistGradientBoostingClassifier(max_iter=20))])
scores = cross_val_score(clf, titanic.drop(columns="Survived"), titanic["Survived"], cv=3)
print("Mean accuracy", scores.mean())
