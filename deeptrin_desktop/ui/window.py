"""The main window: its parts, and where they stand. What they ask for is wired to the use cases by `app`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Mode
from deeptrin_desktop.core.ports import Json
from deeptrin_desktop.ui.connections.welcome import Welcome
from deeptrin_desktop.ui.conversation_list import ConversationList
from deeptrin_desktop.ui.conversation_page import ConversationPage
from deeptrin_desktop.ui.dock_room import DockRoom
from deeptrin_desktop.ui.docks import conversations_dock, parameters_dock
from deeptrin_desktop.ui.layout_state import as_bytes, as_text
from deeptrin_desktop.ui.menus import add_menus
from deeptrin_desktop.ui.parameters.panel import ParameterPanel
from deeptrin_desktop.ui.status_facts import StatusFacts

if TYPE_CHECKING:
    from deeptrin_desktop.chat.previewing import Preview
    from deeptrin_desktop.ui.completion.page import CompletionPage
    from deeptrin_desktop.ui.composer import Composer
    from deeptrin_desktop.ui.connections.dialog import ConnectionsDialog
    from deeptrin_desktop.ui.pane import ConversationPane


FIRST_SIZE = QSize(1240, 800)
SMALLEST = QSize(640, 480)
FRAME = QSize(24, 64)
"""Pixels that the desktop's own frame around a window may take."""


class MainWindow(QMainWindow):
    """Never closes by itself: it asks."""

    quit_asked = Signal()
    close_asked = Signal()
    inspect_asked = Signal()
    """The reply at hand is to be inspected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = ConversationPage()
        self.conversations = ConversationList()
        self.pane = self._page.pane
        self.composer = self._page.composer
        self.mode = self._page.header.mode
        self.notice = self._page.notice
        self.undo_notice = self._page.undo_notice
        self.connection_picker = self._page.header.connection_picker
        self.model_picker = self._page.header.model_picker
        self.parameters = ParameterPanel()
        self.facts = StatusFacts()
        self.welcome = Welcome()
        self.connections_dialog: ConnectionsDialog | None = None
        self.left = conversations_dock(self.conversations)
        self.right = parameters_dock(self.parameters)
        self._docks = DockRoom(self, {self.left: 248, self.right: 290})
        self._lay_out()
        self._conversing = add_menus(self)
        self.show_title("")
        self.composer.focus()

    @property
    def completion(self) -> "CompletionPage":
        """The place of a document, made when it is first asked for."""
        return self._page.completion

    def clear_notices(self) -> None:
        """Takes away what was said above the composer: something new begins."""
        self.notice.clear()
        self.undo_notice.clear()

    def show_mode(self, mode: Mode, *, changeable: bool) -> None:
        """Shows what belongs to the mode of the open conversation, and whether it can still be another one."""
        self._page.show_mode(mode, changeable=changeable)
        self.parameters.show_mode(mode)

    @property
    def writing(self) -> "Composer | CompletionPage":
        """Where a person writes: the composer, or the document."""
        return self._page.writing

    def focus_writing(self) -> None:
        """Sets the focus there."""
        self._page.writing.focus()

    def open_find(self) -> None:
        """Opens the bar to look for words with, in the conversation or in the document."""
        self._searchable.open_find()

    def find_next(self, *, forward: bool) -> None:
        """Goes to the next place of what is looked for, or to the one before."""
        self._searchable.find_next(forward=forward)

    @property
    def _searchable(self) -> "ConversationPane | CompletionPage":
        return self.pane if self.pane.isVisibleTo(self._page) else self.completion

    def show_title(self, title: str) -> None:
        """Shows the title of the open conversation."""
        name = self.tr("Deeptrin Desktop")
        self.setWindowTitle(f"{title} – {name}" if title else name)
        self._page.header.title.setText(title or self.tr("New conversation"))

    def show_welcome(self, shown: bool) -> None:
        """Shows the welcome in place of everything else, or takes it away again."""
        self._docks.put_away(shown)
        self._conversing.setDisabled(shown)
        self._centre.setCurrentWidget(self.welcome if shown else self._page)
        if shown:
            self.welcome.focus()
        else:
            self.welcome.forget_key()

    def open_connections(self, connections: tuple[Connection, ...], current_id: str) -> "ConnectionsDialog":
        """Opens the connections dialog and returns at once. The one before it is gone then."""
        from deeptrin_desktop.ui.connections.dialog import ConnectionsDialog

        if self.connections_dialog is not None:
            self.connections_dialog.close()
            self.connections_dialog.deleteLater()
        self.connections_dialog = ConnectionsDialog(connections, current_id, self)
        self.connections_dialog.open()
        return self.connections_dialog

    def show_preview(self, preview: "Preview") -> None:
        """Shows what would go out, and returns at once."""
        from deeptrin_desktop.ui.request_preview import RequestPreview

        RequestPreview(preview, self).open()

    def layout_state(self) -> dict[str, Json]:
        """Size, place, docks, folded groups and zoom, for `restore_layout`."""
        folded: list[Json] = [*self.parameters.folded]
        return {
            "geometry": as_text(self.saveGeometry()),
            "docks": self._docks.state(),
            "folded": folded,
            "zoom": self.pane.zoom.percent,
        }

    def restore_layout(self, layout: Mapping[str, Json]) -> None:
        """Takes up a layout of an earlier window; what cannot be read of it is left as it is."""
        self.restoreGeometry(as_bytes(layout.get("geometry")))
        self._docks.restore(layout.get("docks"))
        if isinstance(folded := layout.get("folded"), list):
            self.parameters.fold([name for name in folded if isinstance(name, str)])
        if isinstance(zoom := layout.get("zoom"), int):
            self.pane.zoom.set(zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._docks.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.parameters.flush()
        event.ignore()
        self.close_asked.emit()

    def _lay_out(self) -> None:
        self._centre = QStackedWidget()
        self._centre.addWidget(self._page)
        self._centre.addWidget(self.welcome)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.left)
        self.setCentralWidget(self._centre)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.right)
        self.setStatusBar(self.facts)
        self.setAnimated(False)  # a dock that is still on its way would be taken for one that a person drags
        self.setMinimumSize(SMALLEST)
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize() - FRAME))
        header = self._page.header
        header.conversations_button.clicked.connect(self.left.toggleViewAction().trigger)
        header.parameters_button.clicked.connect(self.right.toggleViewAction().trigger)
