"""From a calendar, a spreadsheet or a pattern to counted days."""
