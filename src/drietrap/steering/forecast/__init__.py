"""Looking ahead from published series: what is likely, how wide, and how often that was right before."""
