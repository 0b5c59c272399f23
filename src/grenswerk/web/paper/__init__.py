"""Documents to print: an assessment and the statement of a year, set by Typst."""
