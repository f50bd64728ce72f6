# titanic.csv | measured RandomForestClassifier own
import pandas as pd
import numpy as np
import matplotlib.pyplot as plt
from sklearn.model_selection import train_test_split
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score

train = pd.read_csv("/kaggle/input/titanic/titanic.csv")
print(train.head())
print(train.isnull().sum())

train["Age"] = train["Age"].fillna(train["Age"].median())
train["Embarked"].fillna("S")
train["Title"] = train["Name"].str.extract(r" ([A-Za-z]+)\.", expand=False)
train["FamilySize"] = train["SibSp"] + 1
train = train.drop(["Cabin", "Name", "PassengerId"], axis=1)
train["Sex"] = train["Sex"].map({"male": 0, "female": 1})
train = pd.get_dummies(train, columns=["Embarked", "Title"])

X = train.drop("Survived", axis=1)
y = train["Survived"]
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.2, random_state=42)
rf = RandomForestClassifier(n_estimators=30, max_depth=5, random_state=1)
rf.fit(X_train, y_train)
print("Validation accuracy:", accuracy_score(y_val, rf.predict(X_val)))
train["Survived"].value_counts().plot(kind="bar")
plt.show()
