"""Choosing municipalities for a study: a recorded chain of steps that anyone can repeat."""
