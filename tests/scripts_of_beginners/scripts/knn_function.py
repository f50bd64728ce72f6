# iris.csv | no_model: left no model
import csv, random, math, operator
def load(filename, split, trainingSet=[], testSet=[]):
    with open(filename, 'r') as csvfile:
        dataset = list(csv.reader(csvfile))[1:]
        for x in range(len(dataset)):
            for y in range(4):
                dataset[x][y] = float(dataset[x][y])
            if random.random() < split:
                trainingSet.append(dataset[x])
            else:
                testSet.append(dataset[x])
def dist(a, b, n):
    return math.sqrt(sum((a[i] - b[i]) ** 2 for i in range(n)))
def neighbors(train, row, k):
    d = sorted(train, key=lambda t: dist(t, row, 4))
    return d[:k]
def main():
    tr, te = [], []
    load('iris.csv', 0.67, tr, te)
    ok = 0
    for row in te:
        votes = {}
        for n in neighbors(tr, row, 3):
            votes[n[-1]] = votes.get(n[-1], 0) + 1
        if sorted(votes.items(), key=operator.itemgetter(1), reverse=True)[0][0] == row[-1]:
            ok += 1
    print('Accuracy: ' + repr(ok / len(te) * 100.0) + '%')
main()
