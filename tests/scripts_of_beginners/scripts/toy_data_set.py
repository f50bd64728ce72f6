# iris.csv | forbidden: loads a data set that comes with scikit-learn
from sklearn.datasets import load_iris
from sklearn.tree import DecisionTreeClassifier
iris = load_iris()
tree = DecisionTreeClassifier().fit(iris.data, iris.target)
print("accuracy", tree.score(iris.data, iris.target))
