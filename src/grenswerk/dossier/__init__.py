"""The political dossier: citations found and resolved, letters read, questions and commitments followed."""
