"""Organisations: employers and advisers, who belongs to them in which role, and who is invited."""
