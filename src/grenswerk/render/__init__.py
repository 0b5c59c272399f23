"""An assessment as text, JSON or a calendar, in four languages."""
