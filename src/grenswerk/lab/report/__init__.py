"""The report of an experiment: one content, written as HTML and as PDF."""
