# Made by hubwright from hub.ts. Change that file, then run: hubwright generate
# ruff: noqa
from hubwright_hub.config import add_own
from hubwright_hub.keys import set_keys
from hubwright_hub.sign_in_secrets import set_sign_in_secrets

c = get_config()

# Where the hub is, and what it is made of.
c.JupyterHub.bind_url = "http://:8000/math8660/"
c.JupyterHub.base_url = "/math8660/"
c.JupyterHub.hub_ip = "0.0.0.0"
c.JupyterHub.hub_connect_ip = "math8660"
c.JupyterHub.cookie_secret_file = "/srv/jupyterhub/jupyterhub_cookie_secret"
c.JupyterHub.authenticator_class = "hubwright_hub.authenticator.CustomAuthenticator"
c.JupyterHub.spawner_class = "hubwright_hub.spawner.HubwrightSpawner"
c.JupyterHub.cleanup_servers = False
c.JupyterHub.last_activity_interval = 10
c.ConfigurableHTTPProxy.should_start = False
c.ConfigurableHTTPProxy.api_url = "http://math8660-proxy:8001"
set_keys(c)

# Other settings from hub.ts.
c.GitHubOAuthenticator.client_id = "'\"`\\ $(id) ${HOME} $$ {{x}} {% x %} #{x} %s <b>&amp; */ # ; \u000d\u000a\u0009\u0000\u0007\u0085\u2028\ufeff\u00e9 \u0130 \u00df \U0001f600 \U0010ffff \"\"\" ''' EOF <<EOF\u000ac.JupyterHub.admin_users = {\"eve\"}"
c.GitHubOAuthenticator.scope = ["read:org"]
c.JupyterHub.concurrent_spawn_limit = 20
c.JupyterHub.tornado_settings = {"headers": {"'\"`\\ $(id) ${HOME} $$ {{x}} {% x %} #{x} %s <b>&amp; */ # ; \u000d\u000a\u0009\u0000\u0007\u0085\u2028\ufeff\u00e9 \u0130 \u00df \U0001f600 \U0010ffff \"\"\" ''' EOF <<EOF\u000ac.JupyterHub.admin_users = {\"eve\"}": "'\"`\\ $(id) ${HOME} $$ {{x}} {% x %} #{x} %s <b>&amp; */ # ; \u000d\u000a\u0009\u0000\u0007\u0085\u2028\ufeff\u00e9 \u0130 \u00df \U0001f600 \U0010ffff \"\"\" ''' EOF <<EOF\u000ac.JupyterHub.admin_users = {\"eve\"}", "empty": None, "number": -0.5}}

# Settings from secrets/sign-in.env.
set_sign_in_secrets(c, ["GITHUB_CLIENT_SECRET", "COOKIE_KEY"], {"GitHubOAuthenticator": {"client_secret": "COOKIE_KEY"}})

# The files that hub.ts names. Lists that they set are kept: hubwright adds to them below.
load_subconfig("/srv/hubwright/extra/services.py")

add_own(c)
