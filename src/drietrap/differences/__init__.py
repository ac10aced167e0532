"""Second stage: which differences are real, and where they come from."""
