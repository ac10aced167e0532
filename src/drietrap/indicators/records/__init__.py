"""Figures from records: exact counts, for our own eyes. Only disclosure control may let them out."""
