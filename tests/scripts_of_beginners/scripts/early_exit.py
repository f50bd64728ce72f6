# iris.csv | no_model: left no model
import pandas as pd
import sys
df = pd.read_csv("iris.csv")
print(df.describe())
if len(df) < 1000:
    print("not enough data")
    sys.exit()
from sklearn.svm import SVC
SVC().fit(df.iloc[:, :4], df.species)
