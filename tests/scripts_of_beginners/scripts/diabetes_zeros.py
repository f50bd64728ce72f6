# diabetes.csv | measured GridSearchCV own
import pandas as pd, numpy as np
import seaborn as sns, matplotlib.pyplot as plt
from sklearn.impute import KNNImputer
from sklearn.neighbors import KNeighborsClassifier
from sklearn.model_selection import train_test_split, GridSearchCV
from sklearn.preprocessing import StandardScaler
df = pd.read_csv("diabetes.csv")
cols = ["Glucose", "BMI"]
df[cols] = df[cols].replace(0, np.nan)
df.fillna(df.mean(), inplace=True)
p = df.hist(figsize=(20, 20))
sc = StandardScaler()
X = pd.DataFrame(sc.fit_transform(df.drop(["Outcome"], axis=1)), columns=["Pregnancies", "Glucose", "BMI", "Age"])
y = df.Outcome
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=1/3, random_state=42, stratify=y)
test_scores, train_scores = [], []
for i in range(1, 15):
    knn = KNeighborsClassifier(i)
    knn.fit(X_train, y_train)
    train_scores.append(knn.score(X_train, y_train))
    test_scores.append(knn.score(X_test, y_test))
max_test_score = max(test_scores)
print('Max test score {} % and k = {}'.format(max_test_score * 100, test_scores.index(max_test_score) + 1))
knn = KNeighborsClassifier(11)
knn.fit(X_train, y_train)
print("final", knn.score(X_test, y_test))
knn_cv = GridSearchCV(KNeighborsClassifier(), {"n_neighbors": np.arange(1, 10)}, cv=3)
knn_cv.fit(X, y)
print("Best Score:" + str(knn_cv.best_score_))
