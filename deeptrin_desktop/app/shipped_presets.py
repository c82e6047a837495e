"""The presets that a new profile begins with, in the language of its first start: the person's own from then on."""

from PySide6.QtCore import QCoreApplication

from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.preset import Preset


def shipped_presets() -> tuple[Preset, ...]:
    """Their ids never change, so that each is given once."""
    translate = QCoreApplication.translate
    return (
        Preset(
            "precise",
            translate("app", "Precise"),
            translate(
                "app", "Answer briefly and exactly. Say so when you are not sure, and never make up facts or sources."
            ),
            Parameters(temperature=0.2),
        ),
        Preset(
            "creative",
            translate("app", "Creative"),
            translate("app", "Be inventive and vivid. Offer ideas that are not the first to come to mind."),
            Parameters(temperature=1.1, presence_penalty=0.4),
        ),
        Preset(
            "code",
            translate("app", "Code"),
            translate(
                "app",
                "You are an experienced programmer. Answer with complete, working code in fenced blocks that name their"
                " language, and explain only what is not obvious from it.",
            ),
            Parameters(temperature=0.1),
        ),
        Preset(
            "translate",
            translate("app", "Translate"),
            translate(
                "app",
                "Translate whatever is sent: English into German, and any other language into English. Keep meaning,"
                " tone and formatting, and answer with the translation alone.",
            ),
            Parameters(temperature=0.3),
        ),
    )
