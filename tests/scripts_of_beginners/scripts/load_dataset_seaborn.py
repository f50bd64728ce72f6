# titanic.csv | measured KNeighborsClassifier own
import seaborn as sns
import matplotlib.pyplot as plt
from sklearn.neighbors import KNeighborsClassifier
from sklearn.model_selection import train_test_split
titanic = sns.load_dataset("titanic")
sns.countplot(x="Survived", data=titanic, hue="Sex")
plt.show()
titanic = titanic[["Survived", "Pclass", "Sex", "Fare"]].dropna()
titanic["Sex"] = titanic["Sex"].replace({"male": 0, "female": 1}).astype(int)
y = titanic["Survived"]
X = titanic.drop("Survived", axis=1)
x_train, x_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=5)
knn = KNeighborsClassifier()
knn.fit(x_train, y_train)
print(knn.score(x_test, y_test))
