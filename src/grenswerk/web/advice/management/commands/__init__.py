"""Commands of Django for the adviser's room."""
