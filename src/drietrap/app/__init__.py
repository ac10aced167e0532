"""Use cases: what a person can ask of the house; owns transactions and the audit log."""
