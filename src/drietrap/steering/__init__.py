"""Third stage, steering: what would turning a knob do? Microsimulation, levers, scenarios and money."""
