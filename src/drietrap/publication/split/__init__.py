"""The report about where a difference comes from."""
