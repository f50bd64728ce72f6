# titanic.csv | measured LogisticRegression preprocessed
import pandas as pd
from sklearn.linear_model import LogisticRegression
df = pd.read_csv("titanic.csv").dropna()
logistic = LogisticRegression()
logistic.fit(df.drop(columns="Survived"), df["Survived"])
