"""The exact split of a difference over the factors that a figure is made of."""
