"""Commands of Django for what is kept."""
