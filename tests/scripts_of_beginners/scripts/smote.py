# heart.csv | missing_import: imports imblearn
import pandas as pd
from imblearn.over_sampling import SMOTE
from sklearn.linear_model import LogisticRegression
df = pd.read_csv("heart.csv", sep=";")
X, y = SMOTE().fit_resample(df.drop(columns="sick"), df.sick)
LogisticRegression().fit(X, y)
