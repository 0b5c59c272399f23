"""The API: what the site answers to programs, with tokens that say what each may ask."""
