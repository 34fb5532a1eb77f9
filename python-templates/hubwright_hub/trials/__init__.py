"""The parts of a trial, which starts a server the way its owner would."""
