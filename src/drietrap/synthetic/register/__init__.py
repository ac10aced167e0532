"""The register of the fictional country: families, trajectories and measures, and what is wrong with them."""
