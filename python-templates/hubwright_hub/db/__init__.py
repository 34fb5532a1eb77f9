"""JupyterHub's database: its place, schema, backups and moves, and the hub's session with it."""
