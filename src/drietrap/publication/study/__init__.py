"""Reports of a study: one for the set, one per municipality, an anonymised edition, and tidy tables."""
