"""Parliamentary letters: who asks whom what, by when, on what ground."""

from grenswerk.dossier.letters.models import Footnote, Letter, Question, SubQuestion, Term
from grenswerk.dossier.letters.read import read_letter

__all__ = ["Footnote", "Letter", "Question", "SubQuestion", "Term", "read_letter"]
