"""Letters, open questions and citations of the political dossier."""
