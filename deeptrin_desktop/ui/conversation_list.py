"""All conversations, to choose, rename and delete from, and the button for a new one."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from deeptrin_desktop.core.conversation import Summary
from deeptrin_desktop.ui.conversation_model import ID, ConversationModel
from deeptrin_desktop.ui.header import HEIGHT
from deeptrin_desktop.ui.icon_button import IconButton
from deeptrin_desktop.ui.question import ask
from deeptrin_desktop.ui.two_lines import TwoLineDelegate
from deeptrin_desktop.ui.typography import label


class ConversationList(QWidget):
    """`chosen` goes up when a person moves to a row; a title and a deletion show when the summaries come back."""

    new_asked = Signal()
    chosen = Signal(str)
    opened = Signal()
    """The row that is chosen was clicked, or Enter pressed on it: something is to be written there."""
    renamed = Signal(str, str)
    delete_confirmed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ConversationModel(self)
        self._model.renamed.connect(self.renamed)
        self._view = self._made_view()
        self._waiting: tuple[Summary, ...] | None = None
        self._selected = ""
        self._showing = False
        self._lay_out()
        self._add_actions()

    def show_summaries(self, summaries: tuple[Summary, ...]) -> None:
        """Shows these, in their order. While a title is being edited, they wait until that has ended."""
        if self._view.state() is QAbstractItemView.State.EditingState:
            self._waiting = summaries
            return
        self._waiting = None
        self._showing = True
        self._model.show_summaries(summaries)
        self._nothing.setVisible(not summaries)
        self._showing = False
        self.select(self._selected)

    def select(self, conversation_id: str) -> None:
        """Marks a row as the one that is open; an id that is not there clears the mark."""
        self._selected = conversation_id
        self._showing = True
        index = self._model.index_of(conversation_id)
        self._view.setCurrentIndex(index)
        if not index.isValid():
            self._view.clearSelection()
        self._showing = False

    def mark(self, *, running: frozenset[str], unread: frozenset[str]) -> None:
        """Marks the conversations, by their ids, in which a reply is running, and those with one nobody has seen."""
        self._model.mark(running=running, unread=unread)

    def focus(self) -> None:
        self._view.setFocus()

    def rename_selected(self) -> None:
        """Opens the editor on the title of the selected row."""
        index = self._view.currentIndex()
        if index.isValid():
            self._view.setFocus()
            self._view.edit(index)

    def ask_to_delete_selected(self) -> None:
        """Asks whether the selected conversation may go, and leaves it where that is not confirmed."""
        index = self._view.currentIndex()
        if not index.isValid():
            return
        title, conversation_id = index.data(), index.data(ID)
        ask(
            self.window(),
            self.tr("Delete “{title}”?").format(title=title),
            self.tr("Its messages are gone for good."),
            answer=self.tr("Delete"),
            then=lambda: self.delete_confirmed.emit(conversation_id),
        )

    def _made_view(self) -> QListView:
        view = QListView()
        view.setAccessibleName(self.tr("Conversations"))
        view.setModel(self._model)
        delegate = TwoLineDelegate(view)
        delegate.closeEditor.connect(self._show_waiting, Qt.ConnectionType.QueuedConnection)
        view.setItemDelegate(delegate)
        view.setUniformItemSizes(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu)
        view.clicked.connect(lambda _index: self.opened.emit())
        view.activated.connect(lambda _index: self.opened.emit())
        view.selectionModel().currentChanged.connect(self._current_changed)
        return view

    def _lay_out(self) -> None:
        self._new = IconButton("new", self.tr("New conversation"))
        self._new.name(self.tr("New conversation"), QKeySequence(QKeySequence.StandardKey.New))
        self._new.clicked.connect(self.new_asked)
        self._nothing = label(self.tr("Nothing here yet. Write a message to begin."), muted=True, wrap=True)
        self._nothing.setContentsMargins(16, 4, 16, 0)
        strip = QWidget()
        strip.setFixedHeight(HEIGHT)
        header = QHBoxLayout(strip)
        header.setContentsMargins(16, 0, 8, 0)
        header.addWidget(label(self.tr("Conversations"), bold=True), 1)
        header.addWidget(self._new)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(strip)
        layout.addWidget(self._nothing)
        layout.addWidget(self._view, 1)

    def _add_actions(self) -> None:
        self.rename_action = QAction(self, text=self.tr("Rename conversation"))
        self.rename_action.setShortcut(QKeySequence(Qt.Key.Key_F2))
        self.rename_action.triggered.connect(self.rename_selected)
        self.delete_action = QAction(self, text=self.tr("Delete conversation…"))
        self.delete_action.triggered.connect(self.ask_to_delete_selected)
        # Not the action's own: the menu bar would name a key that does nothing while one writes.
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.delete_action.trigger)

    def _open_menu(self, place: QPoint) -> None:
        if not self._view.indexAt(place).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.rename_action)
        menu.addAction(self.delete_action)
        menu.popup(self._view.viewport().mapToGlobal(place))

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._showing and current.isValid():
            self._selected = current.data(ID)
            self.chosen.emit(self._selected)

    def _show_waiting(self) -> None:
        if self._waiting is not None:
            self.show_summaries(self._waiting)
