# titanic.csv | script_error: Line 5 raised an error: ValueError: could not convert string to float
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
df = pd.read_csv("titanic.csv").fillna("")
RandomForestClassifier().fit(df.drop(columns="Survived"), df["Survived"])
