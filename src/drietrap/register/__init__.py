"""The register: deliveries kept as received, checked, and stored in versions that never change."""
