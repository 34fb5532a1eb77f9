import pytest
from jupyterhub import orm
from traitlets.config import Config

from hubwright_hub import servers
from hubwright_hub.application import HubwrightApp
from hubwright_hub.tokens.own_services import CULLER, SERVERS


@pytest.fixture
def starts(tmp_path, monkeypatch):
    """Starts a hub up to the moment before it serves, on one database; gives JupyterHub itself."""
    monkeypatch.setattr(servers, "TOKEN", tmp_path / "run" / "token")
    monkeypatch.chdir(tmp_path)

    async def start(**services):
        config = Config()
        config.JupyterHub.db_url = f"sqlite:///{tmp_path / 'jupyterhub.sqlite'}"
        config.JupyterHub.cookie_secret = b"0" * 32
        config.JupyterHub.authenticator_class = "null"
        config.JupyterHub.services = [{"name": name, **given} for name, given in services.items()]
        HubwrightApp.clear_instance()
        app = HubwrightApp(config=config)
        await app.initialize([])
        return app

    return start


def tokens(app):
    return {(token.service.name, token.prefix) for token in app.db.query(orm.APIToken) if token.service}


async def test_no_token_of_an_earlier_start_works(starts):
    managed = {CULLER: {"command": ["true"]}, SERVERS: {}, "theirs": {"api_token": "f" * 64}}
    first = await starts(**managed)
    old = {name: first._service_map[name].api_token for name in managed}
    assert all(orm.APIToken.find(first.db, token) for token in old.values())
    first.db.close()
    second = await starts(**managed)
    new = {name: second._service_map[name].api_token for name in managed}
    assert {name for name in managed if orm.APIToken.find(second.db, old[name])} == {"theirs"}
    assert all(orm.APIToken.find(second.db, token) for token in new.values())
    assert len(tokens(second)) == 3
    assert servers.token() == new[SERVERS]
    second.db.close()
