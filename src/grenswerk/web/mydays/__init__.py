"""The day log of a person with an account."""
