# wine.csv | measured RandomForestClassifier raw
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.preprocessing import LabelEncoder
from sklearn.model_selection import train_test_split
wine = pd.read_csv("winequality-red.csv", sep=";")
wine["quality"] = pd.cut(wine["quality"], bins=(2, 5.5, 8), labels=["bad", "good"])
wine["quality"] = LabelEncoder().fit_transform(wine["quality"])
X, y = wine.drop("quality", axis=1), wine["quality"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
rfc = RandomForestClassifier(n_estimators=20).fit(X_train, y_train)
print("accuracy", rfc.score(X_test, y_test))
