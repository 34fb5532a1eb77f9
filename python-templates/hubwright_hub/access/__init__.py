"""Who has access to what: volumes, other people's servers, and JupyterHub's groups and roles."""
