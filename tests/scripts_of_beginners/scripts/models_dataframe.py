# titanic.csv | measured SVC own
import pandas as pd
from sklearn.svm import SVC
from sklearn.neighbors import KNeighborsClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.model_selection import train_test_split
from sklearn.metrics import accuracy_score
df = pd.read_csv("titanic.csv")
df.drop(["PassengerId", "Name", "Cabin"], axis=1, inplace=True)
df["Age"] = df.groupby("Pclass")["Age"].transform(lambda x: x.fillna(x.median()))
df["Embarked"] = df["Embarked"].fillna(df["Embarked"].mode()[0])
df = pd.get_dummies(df, columns=["Sex", "Embarked"], drop_first=True)
X = df.drop("Survived", axis=1)
y = df["Survived"]
x_train, x_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=101)
sc = StandardScaler()
x_train = sc.fit_transform(x_train)
x_test = sc.transform(x_test)
results = []
names = ["LR", "KNN", "NB", "DT", "SVM"]
for name, m in zip(names, [LogisticRegression(), KNeighborsClassifier(), GaussianNB(), DecisionTreeClassifier(), SVC(kernel="rbf")]):
    m.fit(x_train, y_train)
    p = m.predict(x_test)
    results.append((name, accuracy_score(y_test, p)))
print(pd.DataFrame(results, columns=["Model", "Accuracy"]).sort_values("Accuracy", ascending=False))
