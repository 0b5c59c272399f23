"""Everything that the site keeps of a person, as one zip file."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from django.contrib.auth.models import User

from grenswerk.web.mydays.export import write_log
from grenswerk.web.privacy.declarations import Table, tables
from grenswerk.web.speaking import speech


def everything(person: User) -> bytes:
    """A zip with a file of rows for each declared table, and each year of the log in files that programs read."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", speech().say("privacy.export.readme"))
        write_log(archive, person)
        for table in tables():
            if found := rows_of(table, person):
                written = json.dumps(found, ensure_ascii=False, indent=1, default=str)
                archive.writestr(f"kept/{table.label}.json", written)
    return stream.getvalue()


def rows_of(table: Table, person: User) -> list[dict[str, Any]]:
    """The rows of a table that concern a person, with every field that is no secret."""
    return [
        {name: _plain(value) for name, value in row.items()}
        for row in table.rows_of(person).values(*table.exported)
    ]


def _plain(value: Any) -> Any:
    """Bytes as hexadecimal digits; everything else as it is."""
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value
