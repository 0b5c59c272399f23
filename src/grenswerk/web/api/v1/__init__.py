"""Version 1 of the API. What it promises stays: names are added, never taken away or given another meaning."""
