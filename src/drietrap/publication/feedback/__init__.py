"""The feedback report to a provider: its own delivery, what to mend, and itself beside comparable ones."""
