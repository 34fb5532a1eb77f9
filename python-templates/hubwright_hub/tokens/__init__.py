"""Sessions and tokens: what they open, and when they end."""
