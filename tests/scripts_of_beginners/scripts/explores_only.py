# titanic.csv | no_model: left no model with fit and predict behind
import pandas as pd
df = pd.read_csv("titanic.csv")
print(df.groupby("Sex")["Survived"].mean())
df["prediction"] = (df["Sex"] == "female").astype(int)
print("Accuracy:", (df["prediction"] == df["Survived"]).mean())
