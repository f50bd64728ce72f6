# heart.csv | script_error: Line 5 raised an error: KeyError
import pandas as pd
from sklearn.linear_model import LogisticRegression
df = pd.read_csv("heart.csv")
X = df.drop("sick", axis=1)
LogisticRegression().fit(X, df["sick"])
