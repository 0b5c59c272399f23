"""Django's own commands for this site: `python -m grenswerk.web check --deploy`."""

from __future__ import annotations

import logging
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "grenswerk.web.settings")
LOG = logging.getLogger("grenswerk.operations")


def main() -> int:
    """Run one command; 2 and one line for what cannot be used.

    What fails unforeseen is 1; a log of JSON lines says where, and not of whom: errors quote values.
    """
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    from grenswerk.model.errors import BadInput

    try:
        execute_from_command_line(sys.argv)
    except BadInput as error:
        print(error, file=sys.stderr)
        return 2
    except DatabaseError as error:
        from grenswerk.web.operations.outages import refusal_of

        print(refusal_of(error), file=sys.stderr)
        return 2
    except Exception:
        if not _says_no_values():
            raise
        LOG.exception("command failed", extra={"facts": {"command": sys.argv[1] if len(sys.argv) > 1 else ""}})
        return 1
    return 0


def _says_no_values() -> bool:
    from django.conf import settings

    return settings.configured and settings.ENVIRONMENT.log == "json"


if __name__ == "__main__":
    sys.exit(main())
