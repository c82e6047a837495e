"""Gives the programs that the app starts, such as a browser, the system's libraries again instead of the app's."""

import os

# PyInstaller's starter has put the app's folder there, and what the person had there beside it.
own = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
os.environ.pop("LD_LIBRARY_PATH", None)
if own is not None:
    os.environ["LD_LIBRARY_PATH"] = own
