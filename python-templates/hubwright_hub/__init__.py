"""What a hub made by hubwright does while it runs: who may enter, what they see, where their files live."""
