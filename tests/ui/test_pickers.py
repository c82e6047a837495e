"""Connection and model pickers: what a person chooses goes up, what is shown does not."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot
from ui.by_name import Heard

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.ui.connection_picker import ConnectionPicker
from deeptrin_desktop.ui.models.list import star_of
from deeptrin_desktop.ui.models.picker import ModelPicker

CONNECTIONS = (
    Connection("a", "Deeptrin", "https://api.deeptrin.com/inference-api/openai/v1"),
    Connection("b", "Local", "http://localhost:8080/v1"),
)
MODELS = ("org/small", "org/large", "other/large")


@pytest.fixture
def connections(qtbot: QtBot) -> ConnectionPicker:
    made = ConnectionPicker()
    _show(made, qtbot)
    made.show_connections(CONNECTIONS, "a")
    return made


@pytest.fixture
def models(qtbot: QtBot) -> ModelPicker:
    made = ModelPicker()
    _show(made, qtbot)
    made.show_models(MODELS, current="org/small", from_cache=False)
    return made


def _show(picker: QComboBox, qtbot: QtBot) -> None:
    qtbot.addWidget(picker)
    with qtbot.waitExposed(picker):
        picker.show()
    picker.setFocus()


def field(models: ModelPicker) -> QLineEdit:
    found = models.lineEdit()
    assert found is not None
    return found


def choose(picker: QComboBox, row: int) -> None:
    picker.showPopup()
    picker.view().setCurrentIndex(picker.model().index(row, 0))
    QTest.keyClick(picker.view(), Qt.Key.Key_Return)


def listed(models: ModelPicker) -> list[str]:
    model = models.popup.view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def type_model(models: ModelPicker, text: str) -> None:
    field(models).selectAll()
    QTest.keyClicks(field(models), text)


def test_another_connection_is_chosen(connections: ConnectionPicker) -> None:
    heard = Heard(connections.chosen)
    choose(connections, 1)
    choose(connections, 1)
    assert heard.all == ["b"]
    assert connections.currentText() == "Local"


def test_the_last_row_asks_for_the_dialog_and_chooses_nothing(connections: ConnectionPicker) -> None:
    chosen, asked = Heard(connections.chosen), Heard(connections.manage_asked)
    choose(connections, connections.count() - 1)
    assert (chosen.all, len(asked.all)) == ([], 1)
    assert connections.currentText() == "Deeptrin"


@pytest.mark.parametrize("current", ["b", "", "gone"])
def test_showing_connections_says_nothing(connections: ConnectionPicker, current: str) -> None:
    heard = Heard(connections.chosen, connections.manage_asked)
    connections.show_connections(CONNECTIONS, current)
    connections.show_connections((), "")
    assert heard.all == []
    assert connections.currentText() == ""


def test_neither_arrow_nor_wheel_changes_a_closed_picker(connections: ConnectionPicker) -> None:
    heard = Heard(connections.chosen)
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(connections, turned)
    QTest.keyClick(connections, Qt.Key.Key_Down)
    connections.hidePopup()
    assert heard.all == []
    assert connections.currentText() == "Deeptrin"


def test_a_model_is_chosen_from_the_list_by_keys(models: ModelPicker) -> None:
    heard = Heard(models.chosen)
    QTest.keyClick(models, Qt.Key.Key_Down)
    assert (listed(models), models.popup.highlighted) == (list(MODELS), "org/small")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(models.popup.view, key)
    assert heard.all == ["other/large"]
    assert (models.currentText(), models.popup.is_open) == ("other/large", False)


def test_an_id_that_is_typed_is_chosen_by_enter_and_once(models: ModelPicker) -> None:
    heard = Heard(models.chosen)
    type_model(models, "brand/new")
    QTest.keyClick(field(models), Qt.Key.Key_Return)
    models.clearFocus()
    assert heard.all == ["brand/new"]


def test_typing_finds_and_enter_takes_the_best_match(models: ModelPicker) -> None:
    heard = Heard(models.chosen)
    type_model(models, "LARGE")
    assert (listed(models), models.popup.highlighted) == (["org/large", "other/large"], "org/large")
    QTest.keyClick(models.popup.view, Qt.Key.Key_Space)
    QTest.keyClicks(models.popup.view, "oth")
    assert listed(models) == ["other/large"]
    QTest.keyClick(models.popup.view, Qt.Key.Key_Return)
    assert heard.all == ["other/large"]
    assert models.currentText() == "other/large"


def test_a_search_that_is_left_chooses_nothing(models: ModelPicker, qtbot: QtBot) -> None:
    heard = Heard(models.chosen)
    type_model(models, "lar")
    models.hidePopup()
    field(models).editingFinished.emit()
    assert heard.all == []
    assert models.currentText() == "org/small"


def test_a_click_into_the_field_selects_what_stands_there(models: ModelPicker, qtbot: QtBot) -> None:
    models.clearFocus()
    QTest.mouseClick(field(models), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: field(models).selectedText() == "org/small")


def test_favourites_come_first_and_then_recent_ones(models: ModelPicker) -> None:
    models.show_marks(favourites=["other/large"], recent=["gone", "org/large", "other/large"])
    models.showPopup()
    assert listed(models) == ["other/large", "org/large", "org/small"]
    view = models.popup.view.model()
    said = [view.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert said == ["other/large, Favourite", "org/large, Recent", "org/small"]


def test_a_star_is_set_by_key_and_by_mouse_and_chooses_nothing(models: ModelPicker) -> None:
    starred, chosen = Heard(models.starred), Heard(models.chosen)
    QTest.keyClick(models, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    models.showPopup()
    view = models.popup.view
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    star = star_of(view.visualRect(view.model().index(2, 0)), Qt.LayoutDirection.LeftToRight).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=star)
    assert starred.all == ["org/small", "org/large", "other/large"]
    assert chosen.all == []
    assert models.popup.is_open


def test_a_list_that_comes_while_one_looks_moves_nothing(models: ModelPicker) -> None:
    many = tuple(f"org/model-{number}" for number in range(500))
    models.show_models(many, current=many[250], from_cache=True)
    models.showPopup()
    view = models.popup.view
    place = view.visualRect(view.currentIndex()).top()
    models.show_models(("new/first", "new/second", *many), current=many[250], from_cache=False)
    assert models.popup.is_open
    assert models.popup.highlighted == many[250]
    assert view.visualRect(view.currentIndex()).top() == place
    assert listed(models)[:2] == ["new/first", "new/second"]


def test_no_text_means_the_model_in_use(models: ModelPicker) -> None:
    heard = Heard(models.chosen)
    field(models).clear()
    QTest.keyClick(field(models), Qt.Key.Key_Return)
    assert heard.all == []
    assert models.currentText() == "org/small"


def test_showing_models_says_nothing_and_keeps_what_is_typed(models: ModelPicker) -> None:
    heard = Heard(models.chosen, models.refresh_asked)
    type_model(models, "half ty")
    models.show_models((*MODELS, "one/more"), current="org/small", from_cache=True)
    assert models.currentText() == "half ty"
    QTest.keyClick(field(models), Qt.Key.Key_Escape)
    assert models.currentText() == "org/small"
    models.show_models((), current="not/listed", from_cache=True)
    assert models.currentText() == "not/listed"
    assert heard.all == []


def test_a_model_that_the_server_does_not_list_is_marked_until_another_is_chosen(models: ModelPicker) -> None:
    said = "The server does not list this model."
    models.show_models(MODELS, current="retired", from_cache=True)
    assert models.accessibleDescription() == ""  # an old list proves nothing
    models.show_models(MODELS, current="retired", from_cache=False)
    assert models.accessibleDescription() == said
    assert said in models.toolTip()
    models.show_models((), current="retired", from_cache=False)
    assert models.accessibleDescription() == ""
    models.show_models(MODELS, current="retired", from_cache=False)
    field(models).setText("by-hand")
    QTest.keyClick(models, Qt.Key.Key_Return)
    assert models.accessibleDescription() == ""
