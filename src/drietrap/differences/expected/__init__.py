"""Expected use: what a model of population factors expects here, beside what was observed."""
