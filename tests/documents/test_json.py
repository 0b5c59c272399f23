"""A document in JSON is read by a reader of JSON; what it says is what the reader of YAML says."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from grenswerk.documents import convert, parse
from grenswerk.documents.json_text import for_yaml, read_json
from grenswerk.documents.load import read_yaml
from grenswerk.model.errors import BadInput

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029\ufeff"), max_size=20)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**16), 10**16) | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
).filter(lambda data: isinstance(data, (dict, list)))
PRINTED = st.sampled_from(
    [{}, {"ensure_ascii": False}, {"indent": 2}, {"indent": "\t"}, {"separators": (",", ":")}]
)


def said(text: str, reader: Any) -> Any:
    """The data, or the refusal in its words."""
    try:
        return reader(text, "body")
    except BadInput as error:
        return str(error)


def by_yaml(text: str, where: str) -> Any:
    """What the reader of YAML alone says."""
    return read_yaml(for_yaml(text), where)


@given(DATA, PRINTED)
def test_both_readers_give_the_same_data(data: Any, printed: dict[str, Any]) -> None:
    text = json.dumps(data, **printed).replace("Infinity", "1e400")
    assert repr(said(text, parse)) == repr(said(text, by_yaml))


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1e400, "b": -1e400, "c": 1E5, "d": 1.0, "e": -0, "f": -0.0, "g": 0.1e-2}',
        '{"a": 1, "b": {"c": 1, "c": 2}}',
        '{"a": 1,\n\t"\\ud83d\\ude00": 2,\n\t"a": 3}',
        '{"a": 123456789012345678}',
        '{"a":\n 1234567890123456789}',
        '{"a":\n -123456789012345678}',
        "[" * 60 + "]" * 60,
        "[" * 61 + "]" * 61,
        '{"a":' * 61 + "1" + "}" * 61,
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '["' + "[" * 200 + '"]',
        '[{"a": "[[["}, ' + ", ".join(["[]"] * 200) + "]",
        '{"a": NaN, "b": Infinity, "c": -Infinity}',
        '{"a": "\\ud83d\\ude00 \\\\ud83d\\\\ude00 \\"\\u00e9\\u0000\\/"}',
        '{"a": "\\ud800"}',
        '{"a": "\\ude00\\ud83d"}',
        '{"a": "x\ty"}',
        '{"a": "x\ny"}',
        '{"a": "\x7f"}',
        '{"a": "é\x80"}',
        '{"a": "é\ufffe"}',
        '\ufeff{"a": 1}',
        '  \n {"a": 1} ',
        '{"a": 1,}',
        "{a: 1, b: NO, c: 2026-01-05}",
        "[1, *a]",
        '{"a": &x 1, "b": *x}',
        '{"a": "*x &y <<", "<<": 1, "=": 2, "2026-01-05": "2026-01-05"}',
        '{"a": 1} {"b": 2}',
        '{"a": 1',
        '{"a": tru}',
        "[01, 1_000, 0x10, +1, .5, 1.]",
        "{}",
        "[]",
    ],
)
def test_what_is_hostile_is_refused_or_read_as_by_the_reader_of_yaml(text: str) -> None:
    assert repr(said(text, parse)) == repr(said(text, by_yaml))


def test_ends_of_lines_that_only_yaml_knows_stand_as_they_were_written() -> None:
    assert parse('{"a": "x\u2028y\u2029z\x85"}', "body") == {"a": "x\u2028y\u2029z\x85"}


@pytest.mark.parametrize("found", ['{"a" \n: 1, "b": "x"}', '{"b":\t"\\ud83d\\ude00"}', '{"b": "x\u2028"}'])
def test_a_wrong_value_in_json_is_named_whatever_its_layout(found: str) -> None:
    class Kind(Struct):
        b: int

    with pytest.raises(BadInput, match=r"^body(:\d)?: b is .*: expected a whole number"):
        convert(parse(found, "body"), Kind, "body", found)


@pytest.mark.parametrize("key", ["null", "~", "true"])
def test_a_key_that_is_no_name_is_refused_with_its_line(key: str) -> None:
    with pytest.raises(BadInput, match=f'^body:2: key "{key}" is no name'):
        parse(f"a: 1\n{key}: 2", "body")


def test_a_long_log_in_json_is_read_without_the_reader_of_yaml() -> None:
    rows = [{"date": "2026-01-05", "state": "FR", "minutes": 480, "activity": "telework"}] * 10_000
    text = json.dumps({"rows": rows})
    begun = time.process_time()
    assert read_json(text) == parse(text, "body") == {"rows": rows}
    assert time.process_time() - begun < 0.5  # the reader of YAML takes seconds
