from pathlib import Path
from typing import Any

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from traitlets.config import Config

from hubwright_hub.roster.roster_state import RosterState
from hubwright_hub.web.notices import Notices, banner_of, notices
from hubwright_hub.web.page_frame import FRAME, TEMPLATES, frame_pages


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """JupyterHub's templates."""
    directory = tmp_path / "own"
    directory.mkdir()
    page = "own {% block nav_bar_left_items %}{% endblock %}{% block announcement %}{% endblock %}"
    (directory / "page.html").write_text(page + "{% block main %}{% endblock %}{% block script %}{% endblock %}")
    token = '{% extends "page.html" %}{% block main %}<form>{% endblock %}{% block script %}own script{% endblock %}'
    (directory / "token.html").write_text(token)
    (directory / "home.html").write_text('{% extends "page.html" %}{% block main %}home{% endblock %}')
    return directory


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """Templates of the definition, which write their own announcement."""
    directory = tmp_path / "templates"
    directory.mkdir()
    text = '{% extends "templates/page.html" %}{% block announcement %}from their service{% endblock %}'
    (directory / "page.html").write_text(text)
    return directory


def value(config: Config, trait: str, initial: Any) -> Any:
    given = config.JupyterHub[trait]
    return given if isinstance(given, list | dict) else given.get_value(initial)


def home(config: Config, own: Path, name: str = "home.html") -> str:
    """A page, put together as JupyterHub does it."""
    paths = list(value(config, "template_paths", [str(own)]))
    if str(own) not in paths:
        paths.append(str(own))
    loader = ChoiceLoader([PrefixLoader({"templates": FileSystemLoader([str(own)])}, "/"), FileSystemLoader(paths)])
    given = dict(value(config, "template_vars", {}))
    banner = banner_of(RosterState(3, (), ("ann",), "d", 1, False, (), True))
    given["hubwright"] = Notices(True, banner, has_password=True)
    return " ".join(Environment(loader=loader, autoescape=True).get_template(name).render(given).split())


def test_our_banner_is_on_jupyterhubs_pages(own):
    config = Config()
    frame_pages(config)
    assert home(config, own).startswith("own")
    assert "hubwright-roster" in home(config, own)


@pytest.mark.parametrize("way", ["assigned", "assigned as a tuple", "inserted", "prepended"])
def test_our_banner_and_a_page_of_the_definition_are_both_shown(own, theirs, way):
    config = Config()
    if way == "assigned":
        config.JupyterHub.template_paths = [str(theirs)]
    elif way == "assigned as a tuple":
        config.JupyterHub.template_paths = (str(theirs),)
    elif way == "inserted":
        config.JupyterHub.template_paths.insert(0, str(theirs))
    else:
        config.JupyterHub.template_paths.prepend([str(theirs)])
    frame_pages(config)
    page = home(config, own)
    assert "hubwright-roster" in page
    assert "from their service" in page


def test_a_page_that_jupyterhub_would_not_have_found_is_not_shown_because_of_us(own, theirs):
    config = Config()
    config.JupyterHub.template_paths.append(str(theirs))
    frame_pages(config)
    assert "from their service" not in home(config, own)
    assert "hubwright-roster" in home(config, own)


def test_a_login_list_of_the_definition_counts_before_ours(theirs):
    config = Config()
    config.JupyterHub.template_paths = [str(theirs)]
    frame_pages(config)
    paths = value(config, "template_paths", [])
    assert paths.index(FRAME) < paths.index(str(theirs)) < paths.index(TEMPLATES)


def test_our_field_is_on_jupyterhubs_token_page(own):
    config = Config()
    frame_pages(config)
    page = home(config, own, "token.html")
    assert "own script" in page
    assert 'id="hubwright-password"' in page
    assert "hubwright-roster" in page


@pytest.mark.parametrize("way", ["assigned", "prepended"])
@pytest.mark.parametrize("has_page", [True, False])
def test_our_field_and_a_token_page_of_the_definition_are_both_shown(own, theirs, way, has_page):
    text = '{% extends "templates/token.html" %}{% block main %}their form{% endblock %}'
    (theirs / "token.html").write_text(text)
    if not has_page:
        (theirs / "page.html").unlink()
    config = Config()
    if way == "assigned":
        config.JupyterHub.template_paths = [str(theirs)]
    else:
        config.JupyterHub.template_paths.prepend([str(theirs)])
    frame_pages(config)
    page = home(config, own, "token.html")
    assert "their form" in page
    assert 'id="hubwright-password"' in page
    assert ("from their service" in page) is has_page


@pytest.mark.parametrize("way", ["assigned", "updated"])
def test_variables_of_the_definition_stay_beside_ours(way):
    config = Config()
    if way == "assigned":
        config.JupyterHub.template_vars = {"announcement": "Exam on Friday."}
    else:
        config.JupyterHub.template_vars.update({"announcement": "Exam on Friday."})
    frame_pages(config)
    given = value(config, "template_vars", {})
    assert given["announcement"] == "Exam on Friday."
    assert given["hubwright"] is notices


def test_a_dictionary_that_a_config_file_keeps_using_is_not_changed_under_it():
    variables = {"announcement": "Exam on Friday."}
    config = Config()
    config.JupyterHub.template_vars = variables
    frame_pages(config)
    assert variables == {"announcement": "Exam on Friday."}


@pytest.mark.parametrize("way", ["none", "assigned", "prepended"])
def test_framed_twice_is_framed_once(own, theirs, way):
    config = Config()
    if way == "assigned":
        config.JupyterHub.template_paths = [str(theirs)]
    elif way == "prepended":
        config.JupyterHub.template_paths.prepend([str(theirs)])
    frame_pages(config)
    frame_pages(config)
    assert value(config, "template_paths", []).count(FRAME) == 1
    assert home(config, own).count("hubwright-roster") == 1
