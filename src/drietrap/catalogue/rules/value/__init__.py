"""Rules about one element of a record."""
