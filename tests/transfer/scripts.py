"""Runs Python scripts, one after the other in one process, as importing a client takes longer than all that it does."""

import runpy
import sys

for path in sys.argv[1:]:
    runpy.run_path(path, run_name="__main__")
