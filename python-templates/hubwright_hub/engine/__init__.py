"""What the hub does with Docker: names and labels of its objects, and containers for one task."""
