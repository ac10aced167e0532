"""Publication: disclosure control, charts and reports; the only way out of the house."""
