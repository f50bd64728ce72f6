# spam.csv | measured MultinomialNB own
import pandas as pd
import string, re
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.naive_bayes import MultinomialNB
from sklearn.model_selection import train_test_split
df = pd.read_csv("spam.csv", encoding="latin-1")
df = df.drop(columns=[c for c in df.columns if c.startswith("Unnamed")])
df["length"] = df["message"].apply(len)
df["label"] = df["label"].map({"ham": 0, "spam": 1})
def clean(text):
    text = re.sub(r"[^a-z ]", "", text.lower())
    return text.translate(str.maketrans("", "", string.punctuation))
df["message"] = df["message"].apply(clean)
cv = CountVectorizer()
X = cv.fit_transform(df["message"])
y = df["label"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.33, random_state=42)
clf = MultinomialNB()
clf.fit(X_train, y_train)
print("spam accuracy:", clf.score(X_test, y_test))
print(clf.predict(cv.transform(["win a free prize"])))
