# heart.csv | measured SVC own
import argparse
import pandas as pd
from sklearn.svm import SVC
from sklearn.model_selection import train_test_split
def parse():
    ap = argparse.ArgumentParser(description="Train")
    ap.add_argument("-d", "--dataset", required=True, help="path to input dataset")
    ap.add_argument("-c", "--C", type=float, default=1.0)
    return vars(ap.parse_args())
def main():
    args = parse()
    df = pd.read_csv(args["dataset"], sep=";")
    X, y = df.drop(columns="sick"), df["sick"]
    a, b, c, d = train_test_split(X, y)
    model = SVC(C=args["C"])
    model.fit(a, c)
    print("[INFO] accuracy", model.score(b, d))
if __name__ == '__main__':
    main()
