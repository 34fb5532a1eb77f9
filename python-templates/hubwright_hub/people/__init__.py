"""Who a person is, and what a hub remembers about people who were here."""
