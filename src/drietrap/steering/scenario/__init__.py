"""Scenarios: a baseline and variants with the same random numbers, and what the difference is made of."""
