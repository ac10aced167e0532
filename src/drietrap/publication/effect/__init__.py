"""The report about the effect of a measure."""
