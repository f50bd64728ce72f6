# churn.csv | measured GradientBoostingClassifier own
import pandas as pd
import numpy as np
import joblib
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.preprocessing import LabelEncoder
from sklearn.model_selection import train_test_split
from sklearn.metrics import accuracy_score

def load_data(file_path):
    data = pd.read_csv(file_path)
    data['TotalCharges'] = pd.to_numeric(data['TotalCharges'], errors='coerce')
    data['TotalCharges'] = data['TotalCharges'].fillna(0)
    return data.drop('customerID', axis=1)

def preprocess(data):
    binary = {'Yes': 1, 'No': 0}
    data['Churn'] = data['Churn'].map(binary)
    for col in data.select_dtypes(exclude='number').columns:
        data[col] = LabelEncoder().fit_transform(data[col])
    return data

def split(data):
    X = data.drop('Churn', axis=1)
    y = data['Churn']
    return train_test_split(X, y, test_size=0.2, random_state=42)

def train_model(X_train, y_train):
    model = GradientBoostingClassifier(n_estimators=20)
    model.fit(X_train, y_train)
    return model

def evaluate(model, X_test, y_test):
    preds = model.predict(X_test)
    print(f'Accuracy: {accuracy_score(y_test, preds):.4f}')

def main():
    df = preprocess(load_data('data/raw/churn.csv'))
    X_train, X_test, y_train, y_test = split(df)
    model = train_model(X_train, y_train)
    evaluate(model, X_test, y_test)
    joblib.dump(model, 'models/model.pkl')

if __name__ == '__main__':
    main()
