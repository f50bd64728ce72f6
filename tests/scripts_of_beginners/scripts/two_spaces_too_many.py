# iris.csv | syntax_error: Line 4 is not valid Python: unexpected indent
import pandas as pd
df = pd.read_csv("iris.csv")
  X = df.drop(columns="species")
