"""Levers: what a municipality can turn, what it does to youth care, and how sure that is."""
