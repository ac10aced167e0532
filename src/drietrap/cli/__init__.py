"""The command line: what a person types and reads. It knows only published results."""
