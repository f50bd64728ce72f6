# titanic.csv | script_error: did you mean “Survived”?
import pandas as pd
from sklearn.tree import DecisionTreeClassifier
df = pd.read_csv("titanic.csv")
y = df["survived"]
X = df[["Pclass", "Fare"]]
DecisionTreeClassifier().fit(X, y)
