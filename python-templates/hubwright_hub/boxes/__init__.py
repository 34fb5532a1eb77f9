"""Drop-boxes: which of them close, and the copies that are made when they do."""
