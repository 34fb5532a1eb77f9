"""Whether the class that signs people in has a list of its own of whom it lets in."""

from jupyterhub.auth import Authenticator

NO_LISTS = {"allowed_idps"}
"""Settings that are named like such a list: CILogon's earlier name for all that it knows of its identity providers."""


def has_allow_list(authenticator: Authenticator) -> bool:
    """True where an ``allowed_…`` of the class is set, as organizations, groups or domains are."""
    names = [name for name in authenticator.traits(config=True) if name.startswith("allowed_") and name not in NO_LISTS]
    return any(getattr(authenticator, name) for name in names) or _has_list_by_provider(authenticator)


def _has_list_by_provider(authenticator: Authenticator) -> bool:
    """CILogon says for each identity provider by itself whom it lets in."""
    providers = getattr(authenticator, "idps", None)
    if not isinstance(providers, dict):
        return False
    return any(provider.get("allow_all") or provider.get("allowed_domains") for provider in providers.values())
