"""What a hub does while it runs: here what others run or import by name, in the folders the rest, by subject."""
