"""The pages that hubwright adds to a hub, and what it adds to JupyterHub's pages."""
