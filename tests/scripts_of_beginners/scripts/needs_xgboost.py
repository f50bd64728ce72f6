# titanic.csv | missing_import: imports xgboost, which is not installed here
import pandas as pd
from xgboost import XGBClassifier
df = pd.read_csv("titanic.csv")
model = XGBClassifier().fit(df[["Fare", "Pclass"]], df["Survived"])
