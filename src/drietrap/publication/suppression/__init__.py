"""Rounding and cell suppression for tables of our own counts, with the attacker that tests them."""
