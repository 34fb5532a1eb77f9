"""The services that hubwright adds to a hub, and when their tokens end."""

from typing import Any

from jupyterhub import orm

CULLER = "hubwright-idle-culler"
METRICS = "hubwright-metrics"
REVOKER = "hubwright-revoker"
SERVERS = "hubwright-servers"
OWN = (CULLER, METRICS, REVOKER, SERVERS)


def forget_tokens(db: Any) -> None:
    """Deletes every token that our services have had.

    JupyterHub generates a token for a service at each start and keeps all earlier ones, so one that leaked would work
    for as long as the hub exists. It must run before JupyterHub adds the tokens of this start.
    """
    for token in db.query(orm.APIToken).join(orm.Service).filter(orm.Service.name.in_(OWN)):
        db.delete(token)
    db.commit()
