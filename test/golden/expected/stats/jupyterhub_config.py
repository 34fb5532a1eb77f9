# Made by hubwright from hub.ts. Change that file, then run: hubwright generate
# ruff: noqa
from hubwright_hub.config import add_own
from hubwright_hub.keys import set_keys

c = get_config()

# Where the hub is, and what it is made of.
c.JupyterHub.bind_url = "http://:8000/stats/"
c.JupyterHub.base_url = "/stats/"
c.JupyterHub.hub_ip = "0.0.0.0"
c.JupyterHub.hub_connect_ip = "stats"
c.JupyterHub.cookie_secret_file = "/srv/jupyterhub/jupyterhub_cookie_secret"
c.JupyterHub.authenticator_class = "hubwright_hub.authenticator.DerivedPasswordAuthenticator"
c.JupyterHub.spawner_class = "hubwright_hub.spawner.HubwrightSpawner"
c.JupyterHub.cleanup_servers = False
c.JupyterHub.last_activity_interval = 10
c.ConfigurableHTTPProxy.should_start = False
c.ConfigurableHTTPProxy.api_url = "http://stats-proxy:8001"
set_keys(c)

add_own(c)
