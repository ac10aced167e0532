"""Pure statistics on plain numbers and NumPy arrays; nothing here knows youth care."""
