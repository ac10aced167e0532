"""Money: cents per month by form, taakveld and provider; own costs of levers; sharing within a region."""
