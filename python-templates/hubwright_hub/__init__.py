"""What a hub made by hubwright does while it runs: who can sign in, what they see, where their files are."""
