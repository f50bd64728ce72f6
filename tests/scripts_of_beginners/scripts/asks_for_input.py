# titanic.csv | forbidden: Line 3 asks “How many trees?”
import pandas as pd
n = int(input("How many trees? "))
from sklearn.ensemble import RandomForestClassifier
df = pd.read_csv("titanic.csv")
model = RandomForestClassifier(n_estimators=n)
model.fit(df[["Pclass", "Fare"]], df["Survived"])
