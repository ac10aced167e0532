"""Policy information and steering of Dutch youth care, from published figures to accountable decisions."""

__version__ = "0.1.0"
