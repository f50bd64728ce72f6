# houses.csv | missing_import: imports statsmodels
import pandas as pd
import statsmodels.api as sm
df = pd.read_csv("houses.csv")
X = sm.add_constant(df[["area", "rooms"]])
print(sm.OLS(df["price"], X).fit().summary())
