# spam.csv | measured Pipeline own
import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import Pipeline

df = pd.read_csv("spam.csv", encoding="latin-1")
X_train, X_test, y_train, y_test = train_test_split(df["message"], df["label"], random_state=3)
text_clf = Pipeline([("vect", CountVectorizer()), ("clf", MultinomialNB())])
text_clf.fit(X_train, y_train)
print(classification_report(y_test, text_clf.predict(X_test)))
