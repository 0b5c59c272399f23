"""A workforce: the workers of an employer, what they are near to, what is due, and what each of them shares."""
