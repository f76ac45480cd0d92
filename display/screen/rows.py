"""A list for QML that knows its rows by key: an unchanged row keeps its delegate, a moved one moves."""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

TOP = QModelIndex()
Key = tuple[object, int]
"""What the row's field says, and how many rows above say the same, this one counted."""


class KeyedRows(QAbstractListModel):
    """Rows of one frozen dataclass; its fields are the roles, and `key_field` says which row is which."""

    def __init__(self, kind: type, key_field: str = "key", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = [field.name for field in dataclasses.fields(kind)]
        self._key_field = key_field
        self._rows: list[Any] = []
        self._keys: list[Key] = []

    def show(self, rows: Sequence[object]) -> None:
        """Become `rows`, told to the views as removals, moves, insertions and changes."""
        wanted = self._told_apart(rows)
        for place in reversed(range(len(self._rows))):
            if self._keys[place] not in wanted:
                self.beginRemoveRows(TOP, place, place)
                del self._rows[place], self._keys[place]
                self.endRemoveRows()
        for place, (key, row) in enumerate(zip(wanted, rows, strict=True)):
            self._bring(place, key, row)

    def _bring(self, place: int, key: Key, row: object) -> None:
        if key not in self._keys:
            self.beginInsertRows(TOP, place, place)
            self._rows.insert(place, row)
            self._keys.insert(place, key)
            self.endInsertRows()
            return
        was = self._keys.index(key)
        if was != place:
            self.beginMoveRows(TOP, was, was, TOP, place)
            self._rows.insert(place, self._rows.pop(was))
            self._keys.insert(place, self._keys.pop(was))
            self.endMoveRows()
        if self._rows[place] != row:
            self._rows[place] = row
            index = self.index(place)
            self.dataChanged.emit(index, index)

    def _told_apart(self, rows: Sequence[object]) -> list[Key]:
        """Two rows of one key, such as two equal lines of a text, are the first and the second: to move a row onto
        itself ends the program inside Qt."""
        seen: Counter[object] = Counter()
        keys = []
        for row in rows:
            key = getattr(row, self._key_field)
            seen[key] += 1
            keys.append((key, seen[key]))
        return keys

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = TOP) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The field that `role` stands for."""
        place = role - int(Qt.ItemDataRole.UserRole)
        if not index.isValid() or not 0 <= place < len(self._names):
            return None
        return getattr(self._rows[index.row()], self._names[place])

    def roleNames(self) -> dict[int, QByteArray]:
        """Field names, from UserRole on."""
        first = int(Qt.ItemDataRole.UserRole)
        return {first + place: QByteArray(name.encode()) for place, name in enumerate(self._names)}
