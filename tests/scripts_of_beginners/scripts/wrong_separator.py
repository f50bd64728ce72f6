# heart.csv | script_error: its values are separated by “;”
import pandas as pd
from sklearn.linear_model import LogisticRegression
df = pd.read_csv("heart.csv")
X = df.drop("sick", axis=1)
LogisticRegression().fit(X, df["sick"])
