"""A table of a TOML file that a person wrote, read key by key; what it cannot say is refused in Dutch."""

from __future__ import annotations

from collections.abc import Iterator

from drietrap.vocabulary.errors import InputError


class TomlTable:
    """A table (``[[kolom]]``) of a TOML file.

    Parameters
    ----------
    content
        The table as ``tomllib`` gives it.
    file
        Name of the file, for messages.
    place
        What the table is, for messages (``kolom 3``).
    """

    def __init__(self, content: object, file: str, place: str) -> None:
        self._file = file
        self._place = place
        self._read: set[str] = set()
        if not isinstance(content, dict):
            self._content: dict[str, object] = {}
            raise self.wrong("inhoud", "sleutels en waarden")
        self._content = content

    def wrong(self, key: str, expected: str) -> InputError:
        """Return the error that a key does not say what it should."""
        return InputError(
            f"in deze indeling klopt {self._place} niet: '{key}' ontbreekt of is niet bruikbaar",
            expected=expected,
            action="verbeter de indeling; kijk naar onze eigen indelingen als voorbeeld",
            file=self._file,
        )

    def text(self, key: str, otherwise: str) -> str:
        """Return a text."""
        value = self._take(key, otherwise)
        if not isinstance(value, str):
            raise self.wrong(key, "tekst tussen aanhalingstekens")
        return value

    def choice(self, key: str, options: tuple[str, ...], otherwise: str | None = None) -> str:
        """Return a text that must be one of ``options``."""
        value = self._take(key, otherwise)
        if not isinstance(value, str) or value not in options:
            raise self.wrong(key, f"een van {', '.join(options)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; empty when the key is absent."""
        values = self._take(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self.wrong(key, 'een lijst van teksten, zoals ["BSN"]')
        return tuple(values)

    def number(self, key: str, most: int) -> int | None:
        """Return a whole number from 1 to ``most``, or None when the key is absent."""
        value = self._take(key, None)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            raise self.wrong(key, f"een geheel getal van 1 tot en met {most}")
        return value

    def flag(self, key: str, otherwise: bool) -> bool:
        """Return true or false."""
        value = self._take(key, otherwise)
        if not isinstance(value, bool):
            raise self.wrong(key, "true of false")
        return value

    def words(self, key: str) -> dict[str, str]:
        """Return a table of text to text; empty when the key is absent."""
        value = self._take(key, {})
        if not isinstance(value, dict) or not all(isinstance(word, str) for word in value.values()):
            raise self.wrong(key, 'woorden en codes, zoals {"Ambulant" = "02"}')
        return dict(value)

    def tables(self, key: str) -> Iterator[tuple[int, object]]:
        """Return the tables of a list of tables, numbered from 1."""
        values = self._take(key, None)
        if not isinstance(values, list) or not values:
            raise self.wrong(key, f"ten minste één blok [[{key}]]")
        return iter(enumerate(values, start=1))

    def refuse_others(self) -> None:
        """Refuse a key that nothing asked for: a typing error should not go unseen."""
        others = sorted(set(self._content) - self._read)
        if others:
            raise self.wrong(others[0][:40], f"alleen {', '.join(sorted(self._read))}")

    def _take(self, key: str, otherwise: object) -> object:
        self._read.add(key)
        return self._content.get(key, otherwise)
