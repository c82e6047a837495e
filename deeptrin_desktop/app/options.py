"""What a run of the app is started with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

KEY_VARIABLE = "DEEPTRIN_API_KEY"
BASE_URL_VARIABLE = "DEEPTRIN_BASE_URL"


@dataclass(frozen=True, slots=True)
class Options:
    """Options and environment of one run. What they say of the connection holds for this run and is written nowhere."""

    demo: bool = False
    profile: Path | None = None
    """The folder that holds everything; `None` for the platform's own."""
    base_url: str = ""
    """As written, to be used instead of the stored connections; empty when none was given."""
    key: str = field(default="", repr=False)
    """As written; empty when none was given."""
    model: str = ""
    debug: bool = False
    files: tuple[Path, ...] = ()
    """Absolute paths of exports that are to be imported and shown."""

    def with_environment(self, environment: Mapping[str, str]) -> "Options":
        """Takes from the variables what no option said. The demo has a server of its own and needs no key."""
        if self.demo:
            return self
        return Options(
            profile=self.profile,
            base_url=self.base_url or environment.get(BASE_URL_VARIABLE, ""),
            key=environment.get(KEY_VARIABLE, ""),
            model=self.model,
            debug=self.debug,
            files=self.files,
        )
