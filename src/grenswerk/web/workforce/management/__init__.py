"""Commands of Django for the workforce."""
