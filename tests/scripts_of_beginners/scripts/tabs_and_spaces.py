# heart.csv | syntax_error: Line 6 is not valid Python
import pandas as pd
df = pd.read_csv("heart.csv", sep=";")
for c in df.columns:
	print(c)
        print(df[c].mean())
