"""The timeline says what runs in the year, what is oldest and what has no end."""

from drawn import spans, texts
from namndbok.show.charts import MAIN, NoChart, chart_projects
from small_board import activities, board

SPANS = (
    ("project", "Skola", 2028, 2031),
    ("project", "Vård", 2029, ""),
    ("administration", "Nycklar", 2027, 2028),
)


def test_what_runs_and_what_has_no_end_is_described(tmp_path) -> None:
    chart = chart_projects(board(tmp_path, activities=activities(*SPANS)))
    assert chart.description == (
        "Tidslinje över tre aktiviteter inom projekt och förvaltning. 2 av 3 pågick 2031. "
        "Först började Nycklar, 2027. Utan slutår: Vård."
    )


def test_bars_cover_whole_years_and_an_open_end_has_an_arrow(tmp_path) -> None:
    chart = chart_projects(board(tmp_path, activities=activities(*SPANS)))
    # Five years, 2027-2031, share 346 units from 2: 69.2 each. The arrow takes the last 10.
    assert spans(chart.svg, MAIN) == [(71.2, 348), (140.4, 348), (2, 140.4), (348, 358)]


def test_the_years_are_marked_and_the_reports_year_is_bold(tmp_path) -> None:
    chart = chart_projects(board(tmp_path, activities=activities(*SPANS)))
    assert texts(chart.svg, text_anchor="middle") == ["2027", "2028", "2029", "2030", "2031"]
    assert texts(chart.svg, text_anchor="middle", font_weight="700") == ["2031"]


def test_when_all_have_an_end_it_is_described(tmp_path) -> None:
    chart = chart_projects(board(tmp_path, activities=activities(("project", "Skola", 2020, 2021))))
    assert chart.description.endswith("0 av 1 pågick 2031. Först började Skola, 2020. Alla har ett slutår.")


def test_of_many_the_latest_are_shown(tmp_path) -> None:
    years = [("project", f"Nr {number}", 2000 + number, 2000 + number) for number in range(12)]
    chart = chart_projects(board(tmp_path, activities=activities(*years)))
    assert chart.title == "När pågår projekten och förvaltningen (de tio senaste)?"
    assert ">Nr 1</text>" not in chart.svg and ">Nr 2</text>" in chart.svg


def test_what_has_no_first_year_is_left_out(tmp_path) -> None:
    assert isinstance(
        chart_projects(board(tmp_path, activities=activities(("project", "Skola", "", "")))), NoChart
    )
