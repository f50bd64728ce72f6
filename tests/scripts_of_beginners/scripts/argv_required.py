# iris.csv | measured GaussianNB own
import sys
import pandas as pd
from sklearn.naive_bayes import GaussianNB
from sklearn.model_selection import train_test_split
filename = sys.argv[1]
df = pd.read_csv(filename)
X = df.iloc[:, 0:4].values
y = df.iloc[:, 4].values
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=float(sys.argv[2]) if len(sys.argv) > 2 else 0.2)
nb = GaussianNB().fit(X_train, y_train)
print("Number of mislabeled points out of a total %d points : %d" % (X_test.shape[0], (y_test != nb.predict(X_test)).sum()))
