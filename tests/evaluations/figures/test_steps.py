"""The drawing of the steps: a station each, a dot for every project, in words for who does not see it."""

from evaluations.figures.steps import Station, draw_steps


def test_every_station_has_a_mark_and_a_dot_for_each_project():
    stations = [
        Station("Ask", "Asked a question", (True, False), 1),
        Station("Tell", "Published it", (False, False), 0),
    ]
    figure = draw_steps(stations, 2)
    assert figure.title == "1 of 2 steps taken, over 2 projects"
    assert figure.data["rows"] == [["Ask", "Asked a question", 1], ["Tell", "Published it", 0]]
    for svg in (figure.svg, figure.svg_narrow):
        assert svg.count('class="ff-measured"') == 2  # the station and one project
        assert svg.count('fill="none"') == 4
        assert "Asked a question: 1 project; Published it: 0 projects" in svg
