"""The report about a scenario."""
