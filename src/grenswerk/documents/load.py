"""Read a document, parse it as YAML 1.2 core (JSON is a part of it, and read as such) and convert it to a type."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from grenswerk.documents.json_text import DEEPEST, LONGEST_NUMBER, for_yaml, read_json
from grenswerk.model.errors import BadInput

T = TypeVar("T")
LARGEST = 20 * 1024 * 1024  # bytes; a document is for people, a population goes through `batch`
BEFORE_TEXT = re.compile(r"^[ ?-]+", re.MULTILINE)


class _Loader(yaml.CSafeLoader):
    """YAML with the booleans of version 1.2 (`NO` is Norway) and no key given twice."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag not in _REPLACED]
    for _REPLACED in [
        (
            "tag:yaml.org,2002:bool",
            "tag:yaml.org,2002:int",
            "tag:yaml.org,2002:float",
            "tag:yaml.org,2002:merge",
        )
    ]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"),
    list("-+.0123456789"),
)


class _Problem(Exception):
    """A fault in a node, before the place is put in front of it."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line


def _integer(loader: yaml.Loader, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    if len(text) > LONGEST_NUMBER:
        raise _Problem(node.start_mark.line + 1, f"{text[:12]}… is too long for a number")
    return int(text)


def _date(loader: yaml.Loader, node: yaml.ScalarNode) -> object:
    try:
        return yaml.constructor.SafeConstructor.construct_yaml_timestamp(loader, node)
    except ValueError:
        found = str(node.value)
        raise _Problem(
            node.start_mark.line + 1, f'"{found}" is no date: expected one that exists, YYYY-MM-DD'
        ) from None


def _mapping(loader: yaml.Loader, node: yaml.MappingNode) -> dict[object, object]:
    seen: dict[object, object] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + 1
        if isinstance(key, (list, dict)):
            raise _Problem(line, "a key is a list or a mapping: expected a name")
        if key is None or isinstance(key, bool):
            raise _Problem(line, f'key "{key_node.value}" is no name: expected a text, a number or a date')
        if key in seen:
            raise _Problem(line, f'key "{key}" stands here a second time: expected it once')
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_Loader.add_constructor("tag:yaml.org,2002:int", _integer)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _date)
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_text(path: Path, largest: int = LARGEST) -> str:
    """The text of a file in UTF-8 (with or without a byte order mark).

    Raises `BadInput` when it is not there, a folder, empty, too large or not text.
    """
    try:
        if path.is_dir():
            raise BadInput(f"{path}: is a folder: expected a file")
        size = path.stat().st_size
        if size > largest:
            raise BadInput(f"{path}: {size / 1048576:.0f} MB: expected at most {largest / 1048576:.0f} MB")
        if not path.is_file():  # a device or a pipe has no end, or none that ever comes
            raise BadInput(f"{path}: is a device or a pipe: expected a file")
        text = path.read_bytes().decode("utf-8-sig")
    except BadInput:  # is a ValueError itself
        raise
    except FileNotFoundError:
        raise BadInput(f"{path}: no such file") from None
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: byte {error.start} is not UTF-8: expected a text file in UTF-8") from None
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {error.strerror}") from None
    except ValueError:
        raise BadInput(f"{str(path)!r}: is no file name") from None
    if not text.strip():
        raise BadInput(f"{path}: is empty: expected a text in YAML or JSON")
    return text


def parse(text: str, where: str) -> Any:
    """The data of a YAML or JSON text; `where` names it in errors."""
    if text.lstrip()[:1] in ("{", "["):
        try:
            return read_json(text)
        except (ValueError, RecursionError):
            pass
    return read_yaml(for_yaml(text), where)


def read_yaml(text: str, where: str) -> Any:
    """The data of a YAML text; raises `BadInput` with the line."""
    try:
        _refuse_aliases(text, where)
        return yaml.load(text, Loader=_Loader)  # made of the safe loader  # nosec B506
    except _Problem as problem:
        raise BadInput(f"{where}:{problem.line}: {problem}") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadInput(f"{where}:{line}: is not YAML: {error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise BadInput(f"{where}: is not YAML: {str(error).splitlines()[0]}") from None
    except BadInput:  # is a ValueError itself
        raise
    except (RecursionError, ValueError):
        raise BadInput(f"{where}: is nested too deeply: expected at most {DEEPEST} levels") from None


def _refuse_aliases(text: str, where: str) -> None:
    """An alias can make a small file explode, and a fact should stand where it is read.

    What is nested too deeply ends the process within the parser, so it is counted before: each level of lists and
    mappings by lines takes a column before the text of its line. Many levels in one line (`- - - a`) are too much
    even for the scanner, which takes gigabytes for them.
    """
    deepest_line = 0
    for before in BEFORE_TEXT.finditer(text):
        if before[0].count("- ") + before[0].count("? ") > DEEPEST:
            line = text.count("\n", 0, before.start()) + 1
            raise BadInput(f"{where}:{line}: is nested too deeply: expected at most {DEEPEST} levels")
        deepest_line = max(deepest_line, len(before[0]))
    if "*" not in text and text.count("[") + text.count("{") < DEEPEST and deepest_line < DEEPEST:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise BadInput(f'{where}:{line}: "*{event.anchor}" is an alias: expected the value')
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise BadInput(f"{where}:{line}: is nested too deeply: expected at most {DEEPEST} levels")


def convert(data: Any, kind: type[T], where: str, text: str | None = None) -> T:
    """`data` as `kind`; `text` is what it was parsed from, so that an error can name the line."""
    try:
        return msgspec.convert(data, kind, strict=True)
    except msgspec.ValidationError as error:
        from grenswerk.documents.faults import in_one_line

        raise BadInput(in_one_line(str(error), data, kind, where, text)) from None


def load_data(path: Path) -> Any:
    """The data of a YAML or JSON file."""
    return parse(read_text(path), str(path))


def load(path: Path, kind: type[T]) -> T:
    """The YAML or JSON file at `path` as `kind`; raises `BadInput` with file, line and expectation."""
    text = read_text(path)
    return convert(parse(text, str(path)), kind, str(path), text)


def document_lines(text: str) -> dict[str, int]:
    """The line on which each value of a text stands, by path: `employments[0].gross_pay` -> 14."""
    lines: dict[str, int] = {}

    def walk(node: yaml.Node, path: str) -> None:
        lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                inner = f"{path}.{key.value}" if path else str(key.value)
                lines[inner] = key.start_mark.line + 1
                walk(value, inner)
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                walk(value, f"{path}[{index}]")

    try:
        root = yaml.compose(for_yaml(text), Loader=_Loader)
    except yaml.YAMLError:  # JSON may be laid out in lines as YAML may not
        return lines
    if root is not None:
        walk(root, "")
    return lines
