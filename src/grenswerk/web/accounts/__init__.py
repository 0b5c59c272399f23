"""Signing in: passwords that are refused, the second factor, and what is told of a new sign-in."""
