# iris.csv | missing_import: imports something that does not exist
import pandas as pd
from sklearn.cross_validation import train_test_split
df = pd.read_csv("iris.csv")
