# titanic.csv | no_model: predicts numbers, and the target is a class
import pandas as pd
from sklearn.linear_model import LinearRegression
df = pd.read_csv("titanic.csv")
lr = LinearRegression().fit(df[["Pclass", "Fare"]], df["Survived"])
print((lr.predict(df[["Pclass", "Fare"]]).round() == df["Survived"]).mean())
