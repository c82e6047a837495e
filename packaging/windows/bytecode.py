"""Run by the Python that is shipped: replaces each `.py` below a folder by bytecode that names no place or time."""

import py_compile
import sys
from pathlib import Path

folder = Path(sys.argv[1])
for source in sorted(folder.rglob("*.py")):
    py_compile.compile(
        str(source),
        cfile=str(source.with_suffix(".pyc")),
        dfile=source.relative_to(folder).as_posix(),
        doraise=True,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    source.unlink()
