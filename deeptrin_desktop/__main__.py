"""`python -m deeptrin_desktop`, and the program `deeptrin-desktop`."""

import sys

from deeptrin_desktop.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
