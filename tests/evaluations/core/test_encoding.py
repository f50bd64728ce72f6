import pytest

from evaluations.core.encoding import decode

WESTERN = "name,city,price\nJosé,Málaga,“5 €”\nFrançois,Besançon,7\nJürgen,Köln,8\n"
RUSSIAN = "имя,город\nАнна,Москва\nИван,Тверь\n"
JAPANESE = "名前,都市\n太郎,東京\n花子,大阪\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_western_text_comes_back(encoding):
    assert decode(WESTERN.encode(encoding)).text == WESTERN


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_two_byte_text_without_a_mark_comes_back(encoding):
    assert decode(b"name,city\nanna,x\n".decode().encode(encoding)).text == "name,city\nanna,x\n"


def test_latin_1_reads_as_windows_1252_which_contains_it():
    decoded = decode("Málaga,Köln\n".encode("latin-1"))
    assert (decoded.text, decoded.encoding) == ("Málaga,Köln\n", "cp1252")


@pytest.mark.parametrize(
    ("text", "encoding"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (JAPANESE, "cp932")]
)
def test_other_scripts_are_told_apart(text, encoding):
    assert decode((text * 5).encode(encoding)).text == text * 5


def test_a_few_short_words_of_russian_are_not_taken_for_western_ones():
    text = "имя,n\n" + "".join(f"{('да', 'нет')[n % 3 == 0]},{n}\n" for n in range(40))
    assert decode(text.encode("cp1251")).text == text
    german = "größe,n\n" + "ÄÖÜ,1\n" * 10
    assert decode(german.encode("cp1252")).text == german


def test_a_stored_decision_is_repeated():
    data = RUSSIAN.encode("cp1251")
    assert decode(data, "cp1251").text == RUSSIAN


def test_one_broken_byte_does_not_change_the_other_characters():
    decoded = decode(WESTERN.encode() + b"\xff")
    assert decoded.text == WESTERN + "�"
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 1)
