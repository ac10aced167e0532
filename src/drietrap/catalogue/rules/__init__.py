"""Rules for deliveries about persons: one file per rule, with its message, advice, source and examples."""
