"""Rules about the elements of one record together."""
