# iris.csv | measured GaussianNB own
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.naive_bayes import GaussianNB

df = pd.read_csv("iris.csv")
df.hist(figsize=(8, 6))
pd.plotting.scatter_matrix(df, figsize=(8, 8))
plt.figure()
for name, group in df.groupby("species"):
    plt.scatter(group.petal_length, group.petal_width, label=name)
plt.legend()
plt.savefig("plots/iris.png", dpi=300)
nb = GaussianNB()
nb.fit(df.drop(columns="species"), df.species)
print("training accuracy", nb.score(df.drop(columns="species"), df.species))
