"""Calibration: the parameters with which the model gives back the figures of a municipality."""
