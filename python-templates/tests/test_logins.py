import csv
import io
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import HOSTILE
from jinja2 import DictLoader, Environment, FileSystemLoader
from jinja2.loaders import ChoiceLoader

from hubwright_hub.web.logins import COLUMNS, Login, csv_of, people_of, with_passwords
from hubwright_hub.web.page_frame import TEMPLATES


def test_everybody_of_the_roster_then_people_of_the_admin_page(office):
    live = office("boss admin\nann math phys:staff\n").live
    rows = [("zed", False), ("ann", False), ("amy", True)]
    assert people_of(live, rows) == [
        Login("boss", "", True, ""),
        Login("ann", "math phys", False, ""),
        Login("amy", "", True, ""),
        Login("zed", "", False, ""),
    ]


def test_a_person_whose_access_has_ended_is_not_listed_a_second_time_by_the_database(office):
    live = office("boss admin\nann math until=2026-01-31\n").live
    assert [login.name for login in people_of(live, [("ann", False)])] == ["boss"]


def test_a_person_who_left_the_list_is_not_listed_by_the_database(office):
    hub = office("boss admin\nann math\n")
    hub.live.roster.now()
    hub.writes("boss admin\n")
    assert [login.name for login in people_of(hub.live, [("ann", False), ("zed", False)])] == ["boss", "zed"]


def test_a_hub_that_denies_strangers_does_not_list_them(office):
    assert [login.name for login in people_of(office("boss admin\n", strangers="deny").live, [("zed", False)])] == [
        "boss"
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_spreadsheet_reads_every_name_and_runs_none(name):
    cells = list(csv.reader(io.StringIO(csv_of([Login(name, "math", False, "a123456789")]))))
    assert cells[0] == list(COLUMNS)
    assert cells[1] == [f"'{name}" if name[0] in "=+-@" else name, "math", "", "a123456789"]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_name_that_would_be_a_formula_is_text(name):
    assert csv_of([Login(name, "", False, "")]).splitlines()[1].startswith("'")


@pytest.mark.parametrize("password", ["12345e6789", "0123456789", "1234567890", "9e99999999"])
def test_a_password_that_reads_as_a_number_stays_the_text_that_it_is(password):
    row = list(csv.reader(io.StringIO(csv_of([Login("2026", "", False, password)]))))[1]
    assert row == ['="2026"', "", "", f'="{password}"']


class Text(HTMLParser):
    """The text of the cells of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.inside = tag == "td"
        if self.inside:
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "td"

    def handle_data(self, data: str) -> None:
        if self.inside or (self.cells and not self.cells[-1]):
            self.cells[-1] += data.strip()


@pytest.fixture
def page():
    loader = ChoiceLoader([FileSystemLoader(TEMPLATES), DictLoader({"page.html": "{% block main %}{% endblock %}"})])
    return Environment(loader=loader, autoescape=True).get_template("login_list.html")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_shows_hostile_names_as_text(page, name):
    html = page.render(logins=[Login(name, "", False, "")], derived=False)
    assert Text(html).cells[0] == name
    assert "<b>x" not in html


def test_the_page_has_passwords_where_the_hub_has(page):
    logins = with_passwords([Login("ann", "", False, "")], {"ann": "7ff9548a35"})
    assert "7ff9548a35" in page.render(logins=logins, derived=True)


def test_the_page_says_where_people_sign_in_otherwise(page):
    html = page.render(logins=[Login("ann", "", False, "")], derived=False, login_service="the university")
    assert "People sign in with the university" in html
    assert "<th" in html
    assert "Password</th>" not in html


def test_the_templates_come_with_the_package():
    assert (Path(TEMPLATES) / "login_list.html").is_file()
