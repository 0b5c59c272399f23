"""`python -m grenswerk`."""

import sys

from grenswerk.cli import main

sys.exit(main())
