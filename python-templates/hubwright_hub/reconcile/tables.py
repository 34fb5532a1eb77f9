"""JupyterHub's tables, as far as they follow the roster."""

from jupyterhub import orm
from sqlalchemy import Boolean, Integer, Text, Unicode, column, or_, table

from ..access.staff_roles import PREFIX

USERS = orm.User.__table__
# With plain text for JSON: JupyterHub's own types make SQLAlchemy warn, into the hub's log, outside of its session.
GROUPS = table("groups", column("id", Integer), column("name", Unicode), column("properties", Text))
ROLES = table(
    "roles",
    *(column("id", Integer), column("name", Unicode), column("description", Unicode)),
    *(column("scopes", Text), column("managed_by_auth", Boolean)),
)
JOINED = orm.Base.metadata.tables["user_group_map"]
GRANTED = orm.Base.metadata.tables["user_role_map"]
GROUP_ROLES = orm.Base.metadata.tables["group_role_map"]
SHARES, TOKENS, SPAWNERS = orm.Share.__table__, orm.APIToken.__table__, orm.Spawner.__table__
OURS = or_(ROLES.c.name.in_(("user", "admin")), ROLES.c.name.startswith(PREFIX, autoescape=True))
