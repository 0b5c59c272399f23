"""An adviser's office: clients with consent, their years with notes, the dossier on paper, and the archive."""
