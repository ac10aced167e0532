"""The calibration page: how well the model of a municipality fits, and what is only assumed."""
