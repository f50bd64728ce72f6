# train.csv | measured LogisticRegression own
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
train_df = pd.read_csv('../input/train.csv')
test_df = pd.read_csv('../input/test.csv')
combine = [train_df, test_df]
for dataset in combine:
    dataset['Title'] = dataset.Name.str.extract(r' ([A-Za-z]+)\.', expand=False)
    dataset['Sex'] = dataset['Sex'].map({'female': 1, 'male': 0}).astype(int)
    dataset['Age'] = dataset['Age'].fillna(dataset['Age'].dropna().median())
    dataset['Embarked'] = dataset['Embarked'].fillna('S').map({'S': 0, 'C': 1, 'Q': 2}).astype(int)
    dataset['FamilySize'] = dataset['SibSp'] + 1
    dataset['IsAlone'] = (dataset['FamilySize'] == 1).astype(int)
train_df = train_df.drop(['Name', 'PassengerId', 'Cabin', 'Title'], axis=1)
test_df = test_df.drop(['Name', 'Cabin', 'Title'], axis=1)
X_train = train_df.drop("Survived", axis=1)
Y_train = train_df["Survived"]
X_test = test_df.drop("PassengerId", axis=1).copy()
logreg = LogisticRegression(max_iter=1000)
logreg.fit(X_train, Y_train)
Y_pred = logreg.predict(X_test)
acc_log = round(logreg.score(X_train, Y_train) * 100, 2)
print(acc_log)
