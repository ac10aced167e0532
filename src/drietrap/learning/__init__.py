"""The third stage, learning: measures with what was expected of them, and their effects found back."""
