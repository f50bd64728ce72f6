# houses.csv | measured Ridge own
import os
import pandas as pd
os.chdir(r"C:\Users\Anna\Documents\ML")
df = pd.read_csv(r"C:\Users\Anna\Documents\ML\Houses.csv")
from sklearn.linear_model import Ridge
ridge = Ridge(alpha=1.0).fit(pd.get_dummies(df.drop("price", axis=1)), df.price)
