# titanic.csv | measured RandomizedSearchCV own
import pandas as pd
from scipy.stats import randint
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.model_selection import RandomizedSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

data = pd.read_csv("titanic.csv")
data["FamilySize"] = data["SibSp"] + 1
data["FarePerPerson"] = data["Fare"] / data["FamilySize"]
data["HasCabin"] = data["Cabin"].notnull().astype(int)
num = ["Age", "FarePerPerson", "FamilySize"]
cat = ["Sex", "Embarked", "HasCabin"]
X, y = data[num + cat], data["Survived"]
Xtr, Xte, ytr, yte = train_test_split(X, y, test_size=.25, stratify=y, random_state=10)
pre = ColumnTransformer([
    ("n", Pipeline([("i", SimpleImputer(strategy="median")), ("s", StandardScaler())]), num),
    ("c", Pipeline([("i", SimpleImputer(strategy="most_frequent")), ("o", OneHotEncoder(handle_unknown="ignore"))]), cat),
])
pipe = Pipeline([("pre", pre), ("rf", RandomForestClassifier(random_state=0))])
search = RandomizedSearchCV(pipe, {"rf__n_estimators": randint(5, 20), "rf__max_depth": [2, 4, None]}, n_iter=4, cv=3, random_state=0, n_jobs=-1, verbose=1)
search.fit(Xtr, ytr)
print(search.best_params_)
print("test acc", search.score(Xte, yte))
