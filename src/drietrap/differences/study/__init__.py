"""A study (verschillenanalyse): a folder that people edit, and five chapters that fill themselves."""
