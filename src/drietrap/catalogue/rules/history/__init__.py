"""Rules over deliveries: what one period says beside earlier periods, other providers, and other files."""
