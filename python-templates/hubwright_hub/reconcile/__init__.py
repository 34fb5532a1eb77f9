"""Keeps JupyterHub in line with the roster while the hub runs, and records what it has done."""
