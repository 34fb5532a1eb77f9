"""How people sign in: passwords, secrets, guesses, and the roster on top of any sign-in method."""
