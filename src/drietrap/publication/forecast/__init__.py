"""The report of a forecast: what is likely, how wide, and how often that was right before."""
