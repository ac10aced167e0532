"""The report about expected use: one page for a municipality."""
