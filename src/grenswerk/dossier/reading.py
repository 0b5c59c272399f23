"""The text of a letter or publication: plain text, PDF with text, Word, HTML; one library for each."""

from __future__ import annotations

import io
import re
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grenswerk.model.errors import BadInput

LARGEST = 50 * 1024 * 1024  # bytes of a file to be read as a letter
MOST_PAGES = 2000
LARGEST_UNPACKED = 200 * 1024 * 1024
FORMATS = (".txt", ".md", ".pdf", ".docx", ".html", ".htm", ".xhtml", ".xml")


def text_or_file(source: str) -> str:
    """The text that `source` is or names: `-` is standard input, an existing path a file, all else the text.

    Raises `BadInput` for a name that looks like a file and is none, and for a file that has no text.
    """
    if source == "-":
        return standard_input()
    path = Path(source)
    try:
        there = len(source) < 4096 and "\n" not in source and path.exists()
    except (OSError, ValueError):
        there = False
    if there:
        return read(path)
    if path.suffix.lower() in FORMATS and not any(sign.isspace() for sign in source):
        raise BadInput(f"{source}: no such file: expected a text or a file")
    if not source.strip():
        raise BadInput("the text is empty: expected a text, a file, or - for standard input")
    return _printable(source)


def given_text(text: str, where: str, longest: int) -> str:
    """A text that was given as such, of at most `longest` characters; raises `BadInput` for an empty one."""
    if len(text) > longest:
        raise BadInput(f"{where}: {len(text)} characters: expected at most {longest}")
    if not text.strip():
        raise BadInput(f"{where}: is empty: expected a text")
    return _printable(text)


def standard_input() -> str:
    """What comes on standard input, in UTF-8, or as the kind of file that its first bytes say."""
    content = sys.stdin.buffer.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise BadInput(f"standard input: more than {LARGEST // 1048576} MB: expected a letter")
    return read_bytes(content, "standard input", "")


def read(path: Path) -> str:
    """The text of the file at `path`; raises `BadInput` in one line where there is none."""
    try:
        if path.is_dir():
            raise BadInput(f"{path}: is a folder: expected a file")
        if path.stat().st_size > LARGEST:
            raise BadInput(f"{path}: larger than {LARGEST // 1048576} MB: expected a letter")
        content = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"{path}: no such file") from None
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {error.strerror}") from None
    except ValueError:
        raise BadInput(f"{str(path)!r}: is no file name") from None
    return read_bytes(content, str(path), path.suffix.lower())


def read_bytes(content: bytes, where: str, suffix: str) -> str:
    """The text of `content`; what it is, its first bytes say, then its name."""
    reader = _reader(content, suffix)
    text = _printable(reader(content, where))
    if not text.strip():
        hint = ": a scan has to be recognised (OCR) first" if reader is _pdf else ""
        raise BadInput(f"{where}: has no text{hint}")
    return text


def _reader(content: bytes, suffix: str) -> Callable[[bytes, str], str]:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf-") or suffix == ".pdf":
        return _pdf
    if start.startswith(b"pk\x03\x04") or suffix == ".docx":
        return _docx
    if suffix in {".html", ".htm", ".xhtml", ".xml"} or start.startswith((b"<!doctype html", b"<html", b"<?xml")):
        return _html
    return _plain


def _plain(content: bytes, where: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise BadInput(f"{where}: is not UTF-16 as its first bytes say: expected text in UTF-8") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\x00" in content[:4096]:
            raise BadInput(f"{where}: is not text: expected txt, pdf, docx or html") from None
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError:
            raise BadInput(f"{where}: byte {error.start} is not UTF-8: expected a text file in UTF-8") from None


def _pdf(content: bytes, where: str) -> str:
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is said here, in one line
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadInput(f"{where}: is locked with a password: expected an open PDF")
        if len(reader.pages) > MOST_PAGES:
            raise BadInput(f"{where}: {len(reader.pages)} pages: expected at most {MOST_PAGES}")
        return unicodedata.normalize("NFC", "\f".join(page.extract_text() for page in reader.pages))
    except BadInput:
        raise
    except Exception as error:
        raise BadInput(f"{where}: is not a PDF that can be read: {_reason(error)}") from None


def _docx(content: bytes, where: str) -> str:
    from docx import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST_UNPACKED:
                raise BadInput(
                    f"{where}: unpacks to more than {LARGEST_UNPACKED // 1048576} MB: expected a letter"
                )
            notes = _docx_notes(archive)
        document = Document(io.BytesIO(content))
        lines: list[str] = []
        for part in document.iter_inner_content():
            if isinstance(part, Paragraph):
                lines.append(_docx_paragraph(part))
            elif isinstance(part, Table):
                lines += [" ".join(cell.text for cell in row.cells) for row in part.rows]
        return "\n\n".join(lines + notes)
    except BadInput:
        raise
    except Exception as error:
        raise BadInput(f"{where}: is not a Word document (docx) that can be read: {_reason(error)}") from None


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _docx_paragraph(paragraph: Any) -> str:
    """The text of a paragraph, with the number of each footnote where it is called."""
    pieces = []
    for node in paragraph._p.iter():
        if node.tag == f"{_WORD}t":
            pieces.append(node.text or "")
        elif node.tag in {f"{_WORD}tab", f"{_WORD}br"}:
            pieces.append(" ")
        elif node.tag == f"{_WORD}softHyphen":
            pieces.append("\u00ad")
        elif node.tag == f"{_WORD}footnoteReference":
            pieces.append(node.get(f"{_WORD}id") or "")
    number = _list_number(paragraph)
    return number + "".join(pieces)


def _list_number(paragraph: Any) -> str:
    """Word numbers a list by itself; `#. ` stands for the number that is not in the text."""
    properties = paragraph._p.pPr
    numbered = properties is not None and properties.numPr is not None
    style = getattr(getattr(paragraph, "style", None), "name", "") or ""
    return "#. " if numbered or style.startswith("List Number") else ""


def _docx_notes(archive: zipfile.ZipFile) -> list[str]:
    from lxml import etree

    if "word/footnotes.xml" not in archive.namelist():
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(archive.read("word/footnotes.xml"), parser)
    notes = []
    for note in root.iter(f"{_WORD}footnote"):
        if note.get(f"{_WORD}type") is None:
            text = "".join(node.text or "" for node in note.iter(f"{_WORD}t"))
            notes.append(f"{note.get(f'{_WORD}id')} {text.strip()}")
    return notes


_BLOCKS = {
    "p",
    "div",
    "br",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "ol",
    "ul",
    "section",
    "article",
    "footer",
    "header",
    "blockquote",
    "dd",
    "dt",
    "al",
    "alinea",
    "noot",
    "title",
}
_NO_TEXT = {"script", "style", "head", "noscript", "template", "nav"}


def _html(content: bytes, where: str) -> str:
    from lxml import etree, html

    try:
        text = _plain(content, where)
        root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
        pieces: list[str] = []
        _html_text(root, pieces)
        return "".join(pieces)
    except BadInput:
        raise
    except (etree.LxmlError, ValueError, RecursionError) as error:
        raise BadInput(f"{where}: is not HTML that can be read: {_reason(error)}") from None


def _html_text(root: Any, pieces: list[str]) -> None:
    """The text in document order; a block begins a line, an ordered list keeps its numbers."""
    from lxml import etree

    skip: etree._Element | None = None
    items: dict[etree._Element, int] = {}
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag.lower() if isinstance(node.tag, str) else ""
        if skip is None and event == "start" and (tag in _NO_TEXT or not tag):
            skip = node
        if skip is not None:
            if event == "end" and node is skip:
                skip = None
                pieces.append(" ".join((node.tail or "").split("\n")))
            continue
        if event == "start":
            if tag in _BLOCKS:
                pieces.append("\n\n")
            if tag == "li":
                pieces.append(_item_number(node, items))
            pieces.append(" ".join((node.text or "").split("\n")))
        else:
            pieces.append("\n" if tag in _BLOCKS else "")
            pieces.append(" ".join((node.tail or "").split("\n")))


def _item_number(node: Any, items: dict[Any, int]) -> str:
    """The number of an item of an ordered list; `items` keeps the count of each list."""
    parent = node.getparent()
    if parent is None or str(parent.tag).lower() != "ol":
        return ""
    start = parent.get("start") or "1"
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
    items[parent] = items.get(parent, first - 1) + 1
    return f"{items[parent]}. "


def _reason(error: Exception) -> str:
    """The first words of another library's complaint."""
    text = " ".join(str(error).split())
    return (text[:80] + "…" if len(text) > 80 else text) or type(error).__name__


_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def _printable(text: str) -> str:
    """Blanks for control characters, which a terminal would obey; every place stays what it was."""
    return _CONTROL.sub(" ", text)
