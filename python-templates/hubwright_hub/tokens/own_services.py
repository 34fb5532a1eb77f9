"""The services that hubwright adds to a hub, and when their tokens end."""

from typing import Any

from jupyterhub import orm

CULLER = "hubwright-idle-culler"
METRICS = "hubwright-metrics"
REVOKER = "hubwright-revoker"
SERVERS = "hubwright-servers"
OWN = (CULLER, METRICS, REVOKER, SERVERS)


def forget_tokens(db: Any) -> None:
    """Deletes all tokens of our services.

    JupyterHub generates a token for a service at each start and keeps all earlier ones, so a leaked one would work for
    as long as the hub exists. This must run before JupyterHub adds the tokens of this start.
    """
    for token in db.query(orm.APIToken).join(orm.Service).filter(orm.Service.name.in_(OWN)):
        db.delete(token)
    db.commit()
