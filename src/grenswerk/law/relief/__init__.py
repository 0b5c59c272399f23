"""How double tax is taken away, per residence state and pair."""
