"""Prepares volumes for a server, and copies what is in them."""
