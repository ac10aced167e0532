"""The fictional country: made from a seed, written out as real files, every one marked as fictional."""
