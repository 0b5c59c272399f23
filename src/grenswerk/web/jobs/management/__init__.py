"""Commands of Django for background jobs."""
