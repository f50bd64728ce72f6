# heart.csv | missing_import: Line 2 imports torch
import torch, torch.nn as nn
import pandas as pd
df = pd.read_csv("heart.csv", sep=";")
