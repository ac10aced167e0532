"""Eerste trap: what, how much and how sure, against others."""
