# titanic.csv | script_error: Line 4 raised an error: KeyError: 'survived'
import pandas as pd
df = pd.read_csv("titanic.csv")
y = df["survived"]
from sklearn.svm import SVC
SVC().fit(df[["Fare"]], y)
