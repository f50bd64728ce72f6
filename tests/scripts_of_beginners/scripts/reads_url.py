# iris.csv | measured SVC own
import pandas as pd
from sklearn.svm import SVC
url = "https://raw.githubusercontent.com/someone/datasets/master/iris.csv"
names = ['a', 'b', 'c', 'd', 'class']
dataset = pd.read_csv(url, names=names, header=0)
array = dataset.values
X = array[:, 0:4]
Y = array[:, 4]
from sklearn import model_selection
X_train, X_validation, Y_train, Y_validation = model_selection.train_test_split(X, Y, test_size=0.20, random_state=7)
models = [('SVM', SVC(gamma='auto'))]
for name, model in models:
    kfold = model_selection.StratifiedKFold(n_splits=10, random_state=7, shuffle=True)
    cv_results = model_selection.cross_val_score(model, X_train, Y_train, cv=kfold, scoring='accuracy')
    print('%s: %f (%f)' % (name, cv_results.mean(), cv_results.std()))
model = SVC(gamma='auto')
model.fit(X_train, Y_train)
predictions = model.predict(X_validation)
print((predictions == Y_validation).mean())
