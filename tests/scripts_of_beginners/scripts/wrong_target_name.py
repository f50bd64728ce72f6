# titanic.csv | script_error: Line 5 raised an error: KeyError
import pandas as pd
from sklearn.tree import DecisionTreeClassifier
df = pd.read_csv("titanic.csv")
y = df["survived"]
X = df[["Pclass", "Fare"]]
DecisionTreeClassifier().fit(X, y)
