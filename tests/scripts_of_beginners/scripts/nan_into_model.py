# titanic.csv | script_error: contains NaN
import pandas as pd
from sklearn.linear_model import LogisticRegression
df = pd.read_csv("titanic.csv")
X = df[["Age", "Fare"]]
LogisticRegression().fit(X, df["Survived"])
