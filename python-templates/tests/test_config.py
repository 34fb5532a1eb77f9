import sys
from typing import Any

import pytest
from conftest import hub_json
from traitlets.config import Config

from hubwright_hub.config import CULLER, TEMPLATES, add_own
from hubwright_hub.hub_json import Hub, hub_of


def hub(idle_after: int | None) -> Hub:
    return hub_of(hub_json(notebook={"memory": None, "cpus": None, "idleAfter": idle_after}))


def values(config: Config, trait: str) -> list[Any]:
    """What JupyterHub makes of the trait, the default being empty."""
    value = config.JupyterHub[trait]
    return list(value if isinstance(value, list) else value.get_value([]))


def test_templates_are_added():
    config = Config()
    add_own(config, hub(None))
    assert values(config, "template_paths") == [TEMPLATES]
    assert "services" not in config.JupyterHub


def test_idle_servers_are_stopped_by_a_service_with_the_rights_it_needs():
    config = Config()
    add_own(config, hub(3600))
    command = [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600"]
    assert values(config, "services") == [{"name": CULLER, "command": command}]
    scopes = ["list:users", "read:users:activity", "read:servers", "delete:servers"]
    assert values(config, "load_roles") == [{"name": CULLER, "scopes": scopes, "services": [CULLER]}]


@pytest.mark.parametrize("trait", ["services", "load_roles", "template_paths"])
def test_what_config_files_assigned_stays_and_comes_first(trait):
    config = Config()
    config.JupyterHub[trait] = ["theirs"]
    add_own(config, hub(3600))
    assert values(config, trait)[0] == "theirs"
    assert len(values(config, trait)) == 2


def test_what_config_files_appended_stays():
    config = Config()
    config.JupyterHub.services.append({"name": "theirs"})
    add_own(config, hub(3600))
    assert [service["name"] for service in values(config, "services")] == ["theirs", CULLER]


def test_a_list_that_a_config_file_goes_on_using_is_not_changed_under_it():
    theirs = [{"name": "theirs"}]
    config = Config()
    config.JupyterHub.services = theirs
    add_own(config, hub(3600))
    assert theirs == [{"name": "theirs"}]


def test_twice_is_once():
    config = Config()
    add_own(config, hub(3600))
    add_own(config, hub(3600))
    assert len(values(config, "services")) == 1
