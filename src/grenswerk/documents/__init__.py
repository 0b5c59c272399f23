"""YAML and JSON documents as typed structs: a wrong one is refused with file, line and expectation."""

from grenswerk.documents.load import convert, document_lines, load, load_data, parse, read_text
from grenswerk.documents.parsed import load_law

__all__ = ["convert", "document_lines", "load", "load_data", "load_law", "parse", "read_text"]
