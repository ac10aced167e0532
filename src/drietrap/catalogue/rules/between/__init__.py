"""Rules between the records of one delivery."""
