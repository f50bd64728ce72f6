# iris.csv | forbidden: Line 4
import requests
import io, pandas as pd
r = requests.get("https://example.com/iris.csv")
df = pd.read_csv(io.StringIO(r.text))
