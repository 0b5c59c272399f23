"""The political dossier on pages."""
