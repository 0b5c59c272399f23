"""`python -m grenswerk.web …`."""
