"""Commands of Django for the day log."""
