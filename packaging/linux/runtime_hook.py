"""What PyInstaller's starter has left to be set right before the app begins."""

import os

import pyimod02_importers  # type: ignore[import-not-found]  # PyInstaller's, and only there in a frozen app

# Programs that the app starts, such as a browser, get the system's libraries again instead of the app's: the starter
# has put the app's folder there, and what the person had there beside it.
own = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
os.environ.pop("LD_LIBRARY_PATH", None)
if own is not None:
    os.environ["LD_LIBRARY_PATH"] = own

# The modules that are imported later are in the executable, and come from the one that was started, not from the one
# that an upgrade has put into its place meanwhile.
pyimod02_importers.pyz_archive._filename = "/proc/self/exe"  # noqa: SLF001  # there is no public way
