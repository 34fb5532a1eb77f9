"""The parts of a trial, which starts a server like its owner would."""
