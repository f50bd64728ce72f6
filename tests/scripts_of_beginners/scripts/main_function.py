# iris.csv | measured RandomForestClassifier own
import argparse
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split


def load_data(path):
    df = pd.read_csv(path)
    return df.drop(columns="species"), df["species"]


def train(X, y):
    clf = RandomForestClassifier(n_estimators=25)
    clf.fit(X, y)
    return clf


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="data/iris.csv")
    args = parser.parse_args()
    X, y = load_data(args.data)
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    model = train(X_train, y_train)
    print(f"Test accuracy: {model.score(X_test, y_test):.3f}")


if __name__ == "__main__":
    main()
