"""Who must file what, where, by when."""
