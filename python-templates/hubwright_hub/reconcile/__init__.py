"""Keeps JupyterHub in line with the roster while the hub runs, and says what it has done."""
