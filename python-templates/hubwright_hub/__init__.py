"""Runs in a hub. Modules here are run or imported by name from outside; the others are in folders by subject."""
