"""Where the model is wrong."""

import pytest

from evaluations.figures.confusion_matrix import OTHERS, Matrix, collapse, draw_confusion_matrix
from tests.evaluations.figures.geometry import assert_fit_for_a_page, find, words


def draw(labels, counts):
    return draw_confusion_matrix({"diagnostics": {"confusion_matrix": {"labels": labels, "counts": counts}}})


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ([[391, 48], [76, 197]], "Most mistakes are “survived” predicted as “lost”"),
        ([[10, 0], [0, 10]], "Every held-out row was predicted correctly"),
        ([[10, 0], [3, 10]], "All 3 mistakes are “survived” predicted as “lost”"),
        ([[10, 1], [0, 10]], "The only mistake is “lost” predicted as “survived”"),
    ],
)
def test_the_title_names_the_most_common_mistake(counts, title):
    assert draw(["lost", "survived"], counts).title == title


def test_a_mistake_that_is_not_the_majority_is_called_the_most_common():
    figure = draw(["a", "b", "c"], [[5, 2, 1], [1, 5, 1], [1, 1, 5]])
    assert figure.title == "The most common mistake is “a” predicted as “b”"


def test_the_reading_says_how_much_of_each_class_was_recognised():
    assert draw(["lost", "survived"], [[391, 48], [76, 197]]).reading == (
        "Recognised: 391 of 439 rows that are “lost” (89\u00a0%); "
        "197 of 273 rows that are “survived” (72\u00a0%)."
    )


def test_cells_show_their_count_and_the_share_of_their_row():
    shown = words(draw(["lost", "survived"], [[391, 48], [76, 197]]).svg)
    assert {"391", "89\u00a0% of row", "48", "11\u00a0% of row", "76", "28\u00a0% of row", "197"} <= set(
        shown
    )


def test_right_answers_are_marked_by_a_line_as_well_as_by_colour():
    svg = draw(["a", "b", "c"], [[5, 2, 1], [1, 5, 1], [1, 1, 5]]).svg
    assert sum(rect.get("fill") == "none" for rect in find(svg, "rect", "ff-measured")) == 3
    assert len(find(svg, "rect", "ff-issue")) == 6


def test_a_darker_cell_holds_a_larger_share_of_its_row():
    cells = find(draw(["a", "b"], [[90, 10], [40, 60]]).svg, "rect", "ff-issue")
    assert [float(cell.get("fill-opacity")) for cell in cells] == [
        pytest.approx(0.096, abs=0.01),
        pytest.approx(0.204, abs=0.01),
    ]


def test_many_classes_collapse_to_the_most_confused_twelve_and_no_row_is_lost():
    size = 50
    counts = [[0] * size for _ in range(size)]
    for index in range(size):
        counts[index][index] = 10
    for index in range(12):
        counts[index][(index + 1) % 12] = 5
    matrix = collapse(Matrix(tuple(map(str, range(size))), tuple(map(tuple, counts))))
    assert matrix.labels == (*map(str, range(12)), OTHERS)
    assert matrix.counts[12][12] == 380
    assert sum(map(sum, matrix.counts)) == sum(map(sum, counts))
    assert "classes with fewer mistakes are taken together" in draw(list(range(size)), counts).reading


@pytest.mark.parametrize("counts", [[[1]], [[1, 2], [3]], [[0, 0], [0, 0]], [[None, None], [None, None]]])
def test_what_is_no_matrix_is_not_drawn(counts):
    assert draw(["a", "b"], counts) is None


def draw_chain(labels):
    """Every class is mistaken for the next one."""
    size = len(labels)
    return draw(labels, [[9 if j == i else 2 if j == i + 1 else 0 for j in range(size)] for i in range(size)])


def test_on_phones_six_of_many_classes_are_drawn_and_named_in_type_of_full_size():
    figure = draw_chain([f"class {n}" for n in range(20)])
    assert len(find(figure.svg, "rect", "ff-measured")) == 2 * 13
    assert len(find(figure.svg_narrow, "rect", "ff-measured")) == 2 * 7
    assert find(figure.svg_narrow, "svg")[0].get("width") == "340"
    assert_fit_for_a_page(figure.svg)
    assert_fit_for_a_page(figure.svg_narrow)


def test_long_names_of_classes_keep_their_ends_and_are_whole_in_a_tooltip():
    names = [f"Genus montana-occidentalis var. {n}" for n in range(9)]
    figure = draw_chain(names)
    assert sum(word.endswith("var. 3") for word in words(figure.svg)) == 2
    assert names[3] in [title.text for title in find(figure.svg, "title")]


def test_long_names_of_few_classes_stand_on_two_lines():
    figure = draw_chain(["not at all satisfied", "more or less satisfied", "very satisfied"])
    assert {"not at all", "satisfied"} <= set(words(figure.svg))
    assert not any("…" in word for word in words(figure.svg))
    assert_fit_for_a_page(figure.svg_narrow)


def test_the_mistake_that_the_title_names_is_drawn():
    """Two classes of one large mistake, and eight others with more mistakes in all."""
    size = 10
    counts = [[20 if i == j else 2 * (i < 8 and j < 8) for j in range(size)] for i in range(size)]
    counts[8][9] = 5
    figure = draw([f"class {n}" for n in range(size)], counts)
    assert figure.title == "The most common mistake is “class 8” predicted as “class 9”"
    assert {"class 8", "class 9"} <= set(words(figure.svg_narrow))
