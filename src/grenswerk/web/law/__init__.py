"""The law on pages: the map of the region, the rules, the parameters and the words."""
