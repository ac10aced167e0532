"""Frozen definitions: published tables, indicators, rules and dated values of law and norms."""
