"""What the model picker costs with 2,000 ids: to open its list and to filter it at each key, up to the painted frame.

Run it as `python tests/benchmarks/picker.py`. The aim: each of them within a frame of 16.7 ms.
"""

import os
import sys
import time
from collections.abc import Callable
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deeptrin_desktop.ui.models.picker import ModelPicker
from deeptrin_desktop.ui.theme import apply_theme

MODELS = tuple(
    f"{owner}/{family}-{version}.{size}B-{kind}"
    for owner in ("meta-llama", "org", "lab", "open", "house")
    for family in ("Llama", "Large", "Small", "Code", "Chat")
    for version in range(4)
    for size in (1, 3, 8, 70, 405)
    for kind in ("Instruct", "base", "vision", "turbo")
)
TYPED = "llama 3.70b instruct"
TIMES = 20


def main() -> None:
    app = QApplication(sys.argv[:1])
    apply_theme(app, dark=False)
    picker = ModelPicker()
    picker.show()
    filling = timed(lambda: picker.show_models(MODELS, current=MODELS[1000], from_cache=False))
    sys.stdout.write(f"{len(MODELS)} ids, milliseconds of CPU (a frame is 16.7)\n")
    report("take the list", [filling])
    report("have the pointer on it", [timed(picker.popup.prepare)])
    report("open the first time", [timed(lambda: painted(picker, picker.open))])
    opened, keys, refreshed = [], [], []
    for _ in range(TIMES):
        picker.hidePopup()
        opened.append(timed(lambda: painted(picker, picker.open)))
        refreshed.append(timed(lambda: picker.show_models(MODELS[::-1], current=MODELS[1000], from_cache=False)))
        picker.show_models(MODELS, current=MODELS[1000], from_cache=False)
        picker.hidePopup()
        picker.setEditText("")
        keys += [timed(partial(painted, picker, partial(QTest.keyClicks, picker, key))) for key in TYPED]
        QTest.keyClick(picker, Qt.Key.Key_Escape)
    report("open", opened)
    report("a key", keys)
    report("another list while open", refreshed)


def painted(picker: ModelPicker, act: Callable[[], object]) -> None:
    """Acts and paints what comes of it."""
    act()
    picker.popup.view.viewport().repaint()
    picker.repaint()


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of CPU."""
    start = time.process_time()
    act()
    return 1000 * (time.process_time() - start)


def report(what: str, times: list[float]) -> None:
    ordered = sorted(times)
    sys.stdout.write(f"{what:28} median {ordered[len(ordered) // 2]:6.1f}   worst {ordered[-1]:6.1f}\n")


if __name__ == "__main__":
    main()
