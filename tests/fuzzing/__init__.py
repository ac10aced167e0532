"""Fuzzing of every reader: ``python -m tests.fuzzing.run`` (``make fuzz``)."""
