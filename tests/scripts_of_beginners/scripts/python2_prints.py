# iris.csv | syntax_error: Line 4 is not valid Python
import pandas as pd
df = pd.read_csv("iris.csv")
print df.head()
print "done"
