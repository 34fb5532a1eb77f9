"""The user list: reading it, its problems, and which version of it is in force."""
