"""No value of an invented person in anything that the suite writes: a search over all of it at the end."""
