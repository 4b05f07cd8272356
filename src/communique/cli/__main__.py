"""`python -m communique.cli`."""

import sys

from communique.cli import main

sys.exit(main())
