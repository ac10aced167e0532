"""Words of the field: periods, areas, care forms, money, how numbers are written, and errors."""
