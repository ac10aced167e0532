"""Indicators: definitions become SQL on the register; a slow reference engine computes the same."""
