"""What the launcher runs: says that this copy is an installed one, and starts the app."""

import sys

from deeptrin_desktop.cli.main import main

setattr(sys, "frozen", True)  # noqa: B010  no module knows this name, but all who freeze apps use it
sys.exit(main())
