"""The report from records: counts after disclosure control, beside the published figures."""
