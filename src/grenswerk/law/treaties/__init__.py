"""Who may tax the wage: the treaties of the ten pairs, each state by its own reading."""
