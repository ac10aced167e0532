"""What the microsimulation is about: states and codes, the population, and the tables that move it."""
