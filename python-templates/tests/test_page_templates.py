"""What the templates show, on top of a minimal page."""

from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from conftest import HOSTILE
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader
from test_notices import problem, state

from hubwright_hub.people.former_admins import FormerAdmin
from hubwright_hub.roster.diagnostic import Diagnostic
from hubwright_hub.roster.roster_state import Held
from hubwright_hub.web.notices import Notices, banner_of
from hubwright_hub.web.page_frame import FRAME, TEMPLATES

UNDER = "under.html"
PLAIN = """{% block nav_bar_left_items %}<a>Home</a>{% endblock %}
{% block announcement %}{% if announcement %}<b>{{ announcement | safe }}</b>{% endif %}{% endblock %}
{% block main %}{% endblock %}
{% block script %}{% endblock %}"""
NAMES = [*HOSTILE, "n" * 255, "\u202eright to left", "</form><form>"]


class Parts(HTMLParser):
    """The tags of a page, its text, and what its forms would send."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.fields: list[tuple[str | None, str | None]] = []
        self.feed(html)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        if tag in ("input", "button"):
            self.fields.append((given.get("name"), given.get("value")))

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(name: str, **given: Any) -> Parts:
    loader = ChoiceLoader([FileSystemLoader([FRAME, TEMPLATES]), DictLoader({UNDER: PLAIN})])
    template = Environment(loader=loader, autoescape=True).get_template(name)
    return Parts(
        template.render(base_url="/math/hub/", xsrf="token", hubwright_page=UNDER, hubwright_token=UNDER, **given)
    )


def framed(given: Any, **others: Any) -> Parts:
    return shown("page.html", hubwright=Notices(True, banner_of(given)), **others)


def roster(given: Any, **others: Any) -> Parts:
    return shown("roster.html", roster=given, rows=200, **others)


def test_a_page_is_as_it_was_where_all_is_well():
    assert shown("page.html", hubwright=Notices()).text == "Home"


def test_an_announcement_of_the_hub_stays_beside_ours():
    assert framed(state(loss=("ann",)), announcement="Exam on Friday.").text.endswith("Exam on Friday.")


def test_admins_find_the_roster_in_the_navigation_and_nobody_else_does():
    assert "Roster" in framed(state()).text
    assert "Roster" not in shown("page.html", hubwright=Notices()).text


def test_a_banner_names_line_message_and_next_step():
    assert "Line 2: It is not one. Write another." in framed(state(diagnostics=(problem(),))).text


def test_a_banner_of_many_faults_shows_ten_and_counts_the_rest():
    page = framed(state(diagnostics=tuple(problem(line=line) for line in range(1, 31))))
    assert "The userlist has 30 errors." in page.text
    assert "Line 10:" in page.text
    assert "Line 11:" not in page.text
    assert "and 20 more" in page.text


def test_a_banner_of_a_loss_counts_all_and_names_the_first():
    page = framed(state(loss=tuple(f"p{number:02}" for number in range(40))))
    assert "takes access from 40 people at once" in page.text
    assert "p04 and 35 more" in page.text


def test_a_person_is_told_which_folders_a_restart_shows_and_that_work_ends_with_it():
    page = shown("page.html", hubwright=Notices(gained=("/lab/math", "/lab/phys")))
    assert "/lab/math, /lab/phys" in page.text
    assert "that is running on it will end" in page.text


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_text_wherever_it_is_shown(name):
    given = state(loss=(name,), held=(Held(name, None),), diagnostics=(problem(),))
    plain = state(loss=("ann",), held=(Held("ann", None),), diagnostics=(problem(),))
    for page, same in ((framed(given), framed(plain)), (roster(given), roster(plain))):
        assert page.tags == same.tags
        assert " ".join(name.split())[:39] in page.text
    assert ("name", name) in roster(given).fields


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_folder_is_text(name):
    page = shown("page.html", hubwright=Notices(gained=(f"/lab/{name}",)))
    assert page.tags == shown("page.html", hubwright=Notices(gained=("/lab/math",))).tags


def test_each_form_sends_the_pages_token_and_the_file_that_it_shows():
    fields = roster(state(loss=("ann",), digest="abc")).fields
    assert fields == [("_xsrf", "token"), ("digest", "abc"), ("decision", "accept")]


def test_a_name_on_hold_can_be_the_same_person_or_a_new_one():
    fields = roster(state(held=(Held("ann", None),))).fields
    assert fields == [("_xsrf", "token"), ("name", "ann"), ("decision", "same"), ("decision", "new")]


def test_a_list_of_ten_thousand_is_cut_short_and_counted():
    page = roster(state(loss=tuple(f"p{number}" for number in range(10_000))))
    assert page.tags.count("code") == 200
    assert "and 9800 more" in page.text


def test_a_word_as_long_as_a_file_does_not_bury_every_page():
    fault = Diagnostic("roster-group-invalid", "error", "x" * 1_000_000, "y" * 1_000_000, 2)
    assert len(framed(state(diagnostics=(fault,))).text) < 2000
    assert len(roster(state(diagnostics=(fault,))).text) < 4000


def test_the_page_that_says_all_of_it_has_no_banner_beside_it():
    given = state(loss=("ann",))
    assert "takes access" not in framed(given, is_roster_page=True).text


def test_the_page_shows_warnings_too():
    assert "Warning: It is not one." in roster(state(diagnostics=(problem("warning"),))).text


@pytest.mark.parametrize("name", NAMES)
def test_the_roster_page_says_whose_passwords_a_former_admin_knows(name):
    former = FormerAdmin(name, date(2026, 11, 29), ("ann", "bob"))
    page = roster(state(), former_admins=(former,))
    assert f"{' '.join(name.split())} {former}" in page.text
    assert page.tags.count("form") == 0
    assert "Former admins" not in roster(state(), former_admins=()).text


def test_an_admin_is_asked_for_a_password_on_the_token_page():
    page = shown("token.html", hubwright=Notices(True, has_password=True))
    assert "Your password" in page.text
    assert page.tags.count("input") == 1


def test_an_admin_without_a_password_of_the_hub_is_told_what_to_do_on_the_token_page():
    page = shown("token.html", hubwright=Notices(True), login_service="GitHub")
    assert "people sign in with GitHub" in page.text
    assert "extraConfig" in page.text
    assert "input" not in page.tags


def test_the_token_page_of_everybody_else_is_as_it_was():
    for given in (Notices(), None):
        page = shown("token.html", hubwright=given)
        assert (page.text, page.tags) == ("Home", ["a"])
