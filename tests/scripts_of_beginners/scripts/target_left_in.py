# titanic.csv | measured RandomForestClassifier preprocessed | FF703
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
df = pd.read_csv("titanic.csv")
df = df.fillna(0)
X = pd.get_dummies(df.drop(columns=["Name", "Cabin"]))
y = df["Survived"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
forest = RandomForestClassifier(n_estimators=20).fit(X_train, y_train)
print("Accuracy:", forest.score(X_test, y_test))
