"""Files as people really upload them, each with the exact table that must come out: name, bytes, columns."""

from __future__ import annotations

A3 = "a,b,c\n1,2,x\n3,4,y\n5,6,z\n"
ABC = {"a": [1, 3, 5], "b": [2, 4, 6], "c": ["x", "y", "z"]}
ПЛОДЫ = {"имя": ["Анна", "Иван", "Ольга"], "город": ["Москва", "Тверь", "Казань"], "n": [1, 2, 3]}
RUSSIAN = "имя,город,n\nАнна,Москва,1\nИван,Тверь,2\nОльга,Казань,3\n"
MONEY = {"item": ["a", "b", "c"], "price": [1234.5, 20, 1000000]}
POINTS = {"item": ["a", "b", "c", "d"], "n": [950, None, 12500, 8125]}
ROWS = "".join(f"{n},{n * 2},w{n}\n" for n in range(12))
TWELVE = {"a": list(range(12)), "b": [n * 2 for n in range(12)], "c": [f"w{n}" for n in range(12)]}


def after(extra, at=6):
    """Twelve rows under a header, with a line in their middle."""
    lines = ROWS.splitlines(keepends=True)
    return "a,b,c\n" + "".join(lines[:at]) + extra + "".join(lines[at:])


def insert(row, **cells):
    return {name: [*values[:row], cells.get(name), *values[row:]] for name, values in TWELVE.items()}


UGLY: list[tuple[str, str | bytes, dict[str, list]]] = [
    # separators and line ends
    ("semicolons", A3.replace(",", ";"), ABC),
    ("tabs", A3.replace(",", "\t"), ABC),
    ("vertical bars", A3.replace(",", "|"), ABC),
    ("blanks behind the commas", A3.replace(",", ", "), ABC),
    ("line ends of Windows", A3.replace("\n", "\r\n"), ABC),
    ("line ends of the old Mac", A3.replace("\n", "\r"), ABC),
    ("mixed line ends", "a,b,c\r\n1,2,x\n3,4,y\r5,6,z", ABC),
    ("no line end at the end", A3.rstrip(), ABC),
    ("empty lines at the end", A3 + "\n\n   \n", ABC),
    ("empty lines in between", A3.replace("\n", "\n\n"), ABC),
    ("an end-of-file mark of DOS", A3 + "\x1a", ABC),
    ("everything in quotation marks", '"a","b","c"\n"1","2","x"\n"3","4","y"\n"5","6","z"\n', ABC),
    ("single quotation marks", "'a','b','c'\n'1','2','x'\n'3','4','y'\n'5','6','z'\n", ABC),
    (
        "commas in a file of tabs",
        "a\tb\n1,5 kg\tx\n2,5 kg\ty\n",
        {"a": ["1,5 kg", "2,5 kg"], "b": ["x", "y"]},
    ),
    (
        "blanks, and a tab before a name in quotation marks",
        '18.0   8\t"ford torino"\n15.5   ?\t"buick skylark 320"\n16.0   6\t"audi 100 ls"\n',
        {"column_1": [18, 15.5, 16], "column_2": [8, None, 6]}
        | {"column_3": ["ford torino", "buick skylark 320", "audi 100 ls"]},
    ),
    (
        "tabs that are doubled here and there",
        "5.5\t1.5\t1\n6.5\t\t2.5\t1\n7.5\t3.5\t2\n",
        {"column_1": [5.5, 6.5, 7.5], "column_2": [1.5, 2.5, 3.5], "column_3": [1, 1, 2]},
    ),
    # encodings
    ("a byte order mark", A3.encode("utf-8-sig"), ABC),
    ("UTF-16 with a mark", A3.encode("utf-16"), ABC),
    ("UTF-16 without a mark", A3.encode("utf-16-le"), ABC),
    ("UTF-16 without a mark, the other way round", A3.encode("utf-16-be"), ABC),
    ("Russian in UTF-16 without a mark", RUSSIAN.encode("utf-16-le"), ПЛОДЫ),
    ("Russian in Windows-1251", RUSSIAN.encode("cp1251"), ПЛОДЫ),
    ("Russian in KOI8-R", RUSSIAN.encode("koi8-r"), ПЛОДЫ),
    ("German in Windows-1252", "Größe,b\n1,x\n2,y\n".encode("cp1252"), {"Größe": [1, 2], "b": ["x", "y"]}),
    # rows that do not fit
    ("a comment above", "# made by me, on Monday\n" + A3, ABC),
    ("a comment in the middle", after("# half of it\n"), TWELVE),
    ("a comment with a comma in the middle", after("# half, or so\n"), TWELVE),
    ("a comment with a quotation mark", after('# "half\n'), TWELVE),
    ("the header once more", after("a,b,c\n"), TWELVE),
    ("the header twice more, in quotation marks", after('"a","b","c"\na,b,c\n'), TWELVE),
    ("a row too short", after("99\n"), insert(6, a=99)),
    ("a row too long", after("99,98,u,extra\n"), insert(6, a=99, b=98, c="u")),
    ("separators behind every row", "a,b,c,\n1,2,x,\n3,4,y,\n5,6,z,\n", ABC | {"Unnamed: 3": [None] * 3}),
    ("separators behind the rows only", "a,b,c\n1,2,x,\n3,4,y,\n5,6,z,\n", ABC),
    ("rows of separators", A3 + ",,\n,,\n", ABC),
    ("a title above the header", "Beans of 2024\n\n" + A3, ABC),
    ("line ends in cells", 'a,b\n1,"x\ny"\n2,"p\r\nq"\n', {"a": [1, 2], "b": ["x\ny", "p\nq"]}),
    ("a hash in a cell of text", 'a,b\n1,"x\n# y"\n2,z\n', {"a": [1, 2], "b": ["x\n# y", "z"]}),
    # names
    ("the same name twice", "a,a,b\n1,2,3\n4,5,6\n", {"a": [1, 4], "a.1": [2, 5], "b": [3, 6]}),
    ("a blank name", "a,,b\n1,2,3\n4,5,6\n", {"a": [1, 4], "Unnamed: 1": [2, 5], "b": [3, 6]}),
    ("a line end in a name", '"a\nb",c\n1,2\n3,4\n', {"a b": [1, 3], "c": [2, 4]}),
    (
        "years as names",
        "land,2019,2020\nA,1,2\nB,3,4\n",
        {"land": ["A", "B"], "2019": [1, 3], "2020": [2, 4]},
    ),
    ("no names", "1,2,x\n3,4,y\n", {"column_1": [1, 3], "column_2": [2, 4], "column_3": ["x", "y"]}),
    # numbers
    ("thousands with commas", 'item,price\na,"1,234.5"\nb,20\nc,"1,000,000"\n', MONEY),
    ("thousands with points", "item;price\na;1.234,5\nb;20\nc;1.000.000\n", MONEY),
    ("thousands with points only", "item;n\na;950\nb;\nc;12.500\nd;8.125\n", POINTS),
    ("thousands with blanks", "item;price\na;1 234,5\nb;20\nc;1 000 000\n", MONEY),
    ("thousands with hard blanks", "item;price\na;1\u00a0234,5\nb;20\nc;1\u202f000\u202f000\n", MONEY),
    ("thousands with apostrophes", "item,price\na,1'234.5\nb,20\nc,1'000'000\n", MONEY),
    ("dollars before", 'item,price\na,"$1,234.50"\nb,$20\nc,"$1,000,000"\n', MONEY),
    ("euros behind", "item;price\na;1.234,50 €\nb;20 €\nc;1.000.000 €\n", MONEY),
    ("percent", "a,b\n12%,x\n7.5 %,y\n", {"a": [12, 7.5], "b": ["x", "y"]}),
    ("exponents", "a,b\n1e5,x\n2.5E-3,y\n-3e0,z\n", {"a": [1e5, 0.0025, -3], "b": ["x", "y", "z"]}),
    ("infinities", "a,b\n1,x\ninf,y\n-Infinity,z\n", {"a": [1, None, None], "b": ["x", "y", "z"]}),
    ("a true minus", "a,b\n−1,x\n2,y\n", {"a": [-1, 2], "b": ["x", "y"]}),
    ("leading zeros", "zip,n\n01234,1\n90210,2\n", {"zip": ["01234", "90210"], "n": [1, 2]}),
    ("one word among numbers", after("99,few,u\n"), insert(6, a=99, b="few", c="u")),
    # what is missing
    (
        "many words for missing",
        "a,b\nNA,1\n?,2\nN/A,3\n-,4\nnull,5\n#N/A,6\n7,7\n",
        {"a": [None] * 6 + [7], "b": [1, 2, 3, 4, 5, 6, 7]},
    ),
    # kinds
    (
        "booleans in five spellings",
        "a,b,c,d,e\nTrue,yes,Y,t,on\nFalse,no,N,f,off\nTrue,no,Y,f,on\n",
        {"a": ["True", "False", "True"], "b": ["yes", "no", "no"], "c": ["Y", "N", "Y"], "d": ["t", "f", "f"]}
        | {"e": ["on", "off", "on"]},
    ),
    (
        "dates in five forms",
        "a,b,c,d,e\n2024-01-31,31.01.2024,1/31/2024,31 Jan 2024,2024-01-31T10:00:00Z\n"
        "2024-02-01,01.02.2024,2/1/2024,1 Feb 2024,2024-02-01T11:30:00Z\n",
        {"a": ["2024-01-31", "2024-02-01"], "b": ["31.01.2024", "01.02.2024"], "c": ["1/31/2024", "2/1/2024"]}
        | {"d": ["31 Jan 2024", "1 Feb 2024"], "e": ["2024-01-31T10:00:00Z", "2024-02-01T11:30:00Z"]},
    ),
    ("a very long cell", f"a,b\n1,{'x' * 19_000}\n2,y\n", {"a": [1, 2], "b": ["x" * 19_000, "y"]}),
]
