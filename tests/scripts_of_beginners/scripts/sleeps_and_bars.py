# iris.csv | measured LogisticRegression own
import time
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
start = time.time()
print("Loading..."); time.sleep(0.2)
df = pd.read_csv("iris.csv")
for i in range(3):
    print("\r" + "#" * i, end="", flush=True); time.sleep(0.2)
y = df.pop("species")
X_train, X_test, y_train, y_test = train_test_split(df, y)
clf = LogisticRegression(max_iter=300)
clf.fit(X_train, y_train)
print("\nscore %.3f in %s seconds" % (clf.score(X_test, y_test), time.time() - start))
