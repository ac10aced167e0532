"""Checks on published tables: one rule per file, every finding with its sum."""
