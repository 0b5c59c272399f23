"""Build hook: compile the gettext catalogues (.po) to the form that is read at run time (.mo)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script, where hatchling is not installed
    BuildHookInterface = object  # type: ignore[assignment,misc]

LOCALE = Path(__file__).parent / "src" / "grenswerk" / "locale"


def compile_catalogues() -> None:
    """Write a .mo beside every .po that is newer than it."""
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parts[-3], abort_invalid=True)
        with target.open("wb") as stream:
            write_mo(stream, catalogue)


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the catalogues before the package is built or installed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Called by hatchling before it collects the files."""
        compile_catalogues()


if __name__ == "__main__":
    sys.exit(compile_catalogues())
