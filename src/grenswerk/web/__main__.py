"""Django's own commands for this site: `python -m grenswerk.web check --deploy`."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "grenswerk.web.settings")


def main() -> int:
    """Run one command; 2 and one line for what cannot be used."""
    from django.core.management import execute_from_command_line

    from grenswerk.model.errors import BadInput

    try:
        execute_from_command_line(sys.argv)
    except BadInput as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
