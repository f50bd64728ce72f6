# houses.csv | measured KNeighborsRegressor own
import pandas as pd
from sklearn.neighbors import KNeighborsRegressor
df = pd.read_csv("houses.csv")
train = df.sample(frac=0.8, random_state=200)
test = df.drop(train.index)
cols = ["area", "rooms"]
knn = KNeighborsRegressor(n_neighbors=4)
knn.fit(train[cols], train["price"])
print("R2:", knn.score(test[cols], test["price"]))
