# iris.csv | forbidden: Line 4
import pandas as pd
from sklearn.datasets import fetch_openml
X, y = fetch_openml("titanic", version=1, as_frame=True, return_X_y=True)
