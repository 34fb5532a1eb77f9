"""Whether the class that signs people in has its own list of allowed people."""

from jupyterhub.auth import Authenticator

NO_LISTS = {"allowed_idps"}
"""Settings that only look like such a list: CILogon's earlier name for its settings of identity providers."""


def has_allow_list(authenticator: Authenticator) -> bool:
    """True where an ``allowed_…`` of the class is set, as organizations, groups or domains are."""
    names = [name for name in authenticator.traits(config=True) if name.startswith("allowed_") and name not in NO_LISTS]
    return any(getattr(authenticator, name) for name in names) or _has_list_by_provider(authenticator)


def _has_list_by_provider(authenticator: Authenticator) -> bool:
    """CILogon defines for each identity provider who is allowed."""
    providers = getattr(authenticator, "idps", None)
    if not isinstance(providers, dict):
        return False
    return any(provider.get("allow_all") or provider.get("allowed_domains") for provider in providers.values())
