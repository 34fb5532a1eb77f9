import sys
from typing import Any

import pytest
from conftest import hub_json, notebook_json
from traitlets.config import Config

from hubwright_hub.config import add_own
from hubwright_hub.hub_json import Hub, hub_of
from hubwright_hub.tokens.own_services import CULLER, METRICS, OWN, REVOKER, SERVERS
from hubwright_hub.web.page_frame import FRAME, TEMPLATES


def hub(idle_after: int | None) -> Hub:
    return hub_of(hub_json(notebook=notebook_json(idleAfter=idle_after)))


def values(config: Config, trait: str) -> list[Any]:
    """What JupyterHub makes of the trait, the default being empty."""
    value = config.JupyterHub[trait]
    return list(value if isinstance(value, list) else value.get_value([]))


def test_servers_are_restarted_by_a_service_without_a_token_in_the_configuration():
    config = Config()
    add_own(config, hub(None))
    assert values(config, "services")[1:] == [{"name": SERVERS}]
    scopes = ["servers", "read:servers", "read:users:name"]
    assert values(config, "load_roles")[1:] == [{"name": SERVERS, "scopes": scopes, "services": [SERVERS]}]


def test_none_of_our_services_can_enter_a_server_or_act_for_a_person(tmp_path):
    (tmp_path / "metrics.env").write_text(f"METRICS_TOKEN={'ab' * 32}\n")
    config = Config()
    add_own(config, hub_of(hub_json(metrics=True, notebook=notebook_json(idleAfter=3600))), tmp_path)
    assert {service["name"] for service in values(config, "services")} == set(OWN)
    for role in values(config, "load_roles"):
        for scope in role["scopes"]:
            assert scope.split("!")[0] not in {
                "access:servers",
                "tokens",
                "admin:users",
                "admin:servers",
                "users",
                "self",
            }


def test_templates_are_added():
    config = Config()
    add_own(config, hub(None))
    assert values(config, "template_paths") == [FRAME, TEMPLATES]


def test_what_the_roster_ends_is_ended_by_a_service_that_can_do_nothing_else():
    config = Config()
    add_own(config, hub(None))
    command = [sys.executable, "-m", "hubwright_hub.revoker"]
    assert values(config, "services")[:1] == [{"name": REVOKER, "command": command}]
    scopes = ["delete:servers", "read:servers", "delete:users", "read:users:name"]
    assert values(config, "load_roles")[:1] == [{"name": REVOKER, "scopes": scopes, "services": [REVOKER]}]


def test_idle_servers_are_stopped_by_a_service_with_the_rights_it_needs():
    config = Config()
    add_own(config, hub(3600))
    asked = ["--timeout=3600", "--cull-every=600"]
    command = [sys.executable, "-m", "hubwright_hub.idle_culler", *asked]
    assert values(config, "services")[1:-1] == [{"name": CULLER, "command": command}]
    scopes = ["list:users", "read:users:activity", "read:servers", "delete:servers"]
    assert values(config, "load_roles")[1:-1] == [{"name": CULLER, "scopes": scopes, "services": [CULLER]}]


def test_prometheus_reads_metrics_by_a_service_that_can_do_nothing_else(tmp_path):
    (tmp_path / "metrics.env").write_text(f"METRICS_TOKEN={'ab' * 32}\n")
    config = Config()
    add_own(config, hub_of(hub_json(metrics=True)), tmp_path)
    assert values(config, "services")[1:-1] == [{"name": METRICS, "api_token": "ab" * 32}]
    assert values(config, "load_roles")[1:-1] == [{"name": METRICS, "scopes": ["read:metrics"], "services": [METRICS]}]


@pytest.mark.parametrize("text", ["", "METRICS_TOKEN=\n", "OTHER=x\n"])
def test_a_hub_with_metrics_and_no_token_says_what_to_do(tmp_path, text):
    (tmp_path / "metrics.env").write_text(text)
    with pytest.raises(ValueError, match="hubwright up creates a new one"):
        add_own(Config(), hub_of(hub_json(metrics=True)), tmp_path)


@pytest.mark.parametrize("trait", ["services", "load_roles"])
def test_what_config_files_assigned_stays_and_comes_first(trait):
    config = Config()
    config.JupyterHub[trait] = ["theirs"]
    add_own(config, hub(3600))
    assert values(config, trait)[0] == "theirs"
    assert len(values(config, trait)) == 4


def test_what_config_files_appended_stays():
    config = Config()
    config.JupyterHub.services.append({"name": "theirs"})
    add_own(config, hub(3600))
    assert [service["name"] for service in values(config, "services")] == ["theirs", REVOKER, CULLER, SERVERS]


def test_a_list_that_a_config_file_keeps_using_is_not_changed_under_it():
    theirs = [{"name": "theirs"}]
    config = Config()
    config.JupyterHub.services = theirs
    add_own(config, hub(3600))
    assert theirs == [{"name": "theirs"}]


def test_twice_is_once():
    config = Config()
    add_own(config, hub(3600))
    add_own(config, hub(3600))
    assert len(values(config, "services")) == 3
