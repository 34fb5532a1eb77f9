"""A person's server: its settings, its start, and whether it is busy."""
