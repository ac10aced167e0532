"""One careful GET at a time from the open-data service of CBS: retries, limits, and errors in Dutch.

A passing fault (time-out, dropped connection, body that stops half way, 429 and 5xx) is tried again with
growing pauses; what stays is told as :class:`NoConnectionError` or :class:`ServiceAnswerError`.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

import httpx
import stamina

from drietrap import __version__
from drietrap.vocabulary.errors import DrietrapError, ExitCode, InputError

ATTEMPTS = 4
RETRY_SECONDS = 120.0
MAX_RESPONSE = 96 * 2**20
MAX_REDIRECTS = 3
LARGEST_EXPONENT = 400  # beyond any double; without a limit 1e999999999 would fill the memory
# What is asked first of a table; when even that is absent there is no such table.
DESCRIPTIONS = ("", "TableInfos", "Properties")
# Without a handler of its own the logger would print each retry on a user's screen.
logging.getLogger("stamina").addHandler(logging.NullHandler())


class NoConnectionError(DrietrapError):
    """The service cannot be reached or does not work now; a caller may fall back on a snapshot."""

    exit_code = ExitCode.UNUSABLE_INPUT

    def __init__(self, host: str, reason: str) -> None:
        self.host = host
        self.reason = reason
        super().__init__(
            f"Er is geen werkende verbinding met het CBS ({host}): {reason}. "
            "Als er een eerdere momentopname van deze tabel is, wordt die gebruikt. "
            "Wat u kunt doen: controleer de internetverbinding of probeer het later opnieuw."
        )


class ServiceAnswerError(InputError):
    """The service answers, but not with what a table of CBS looks like."""


class UnknownTableError(InputError):
    """The service has no table with this id."""


class TableChangedError(InputError):
    """The table was published anew while it was being fetched."""


class _PassingFaultError(Exception):
    """An answer that may be better next time."""

    def __init__(self, reason: str, *, garbled: bool = False, pause: float | None = None) -> None:
        self.reason = reason
        self.garbled = garbled
        self.pause = pause
        super().__init__(reason)


@lru_cache(maxsize=65536)
def plain_number(text: str) -> str:
    """Write a JSON number without exponent or trailing zeros; the value stays exactly the same.

    >>> plain_number("5465.0"), plain_number("1.25E+3")
    ('5465', '1250')
    """
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError("number out of range") from None
    if value and abs(value.adjusted()) > LARGEST_EXPONENT:
        raise ValueError("number out of range")
    plain = format(value, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain == "-0" else plain


def _no_constant(text: str) -> None:
    raise ValueError(f"{text} is not JSON")


def parse_json(raw: bytes) -> Any:
    """Read JSON with every number as text (see :func:`plain_number`); ``ValueError`` when it is not JSON."""
    try:
        return json.loads(
            raw.decode("utf-8-sig"), parse_float=plain_number, parse_int=str, parse_constant=_no_constant
        )
    except RecursionError:
        raise ValueError("nested too deep") from None


def _again(error: Exception) -> bool | float:
    if isinstance(error, _PassingFaultError):
        return True if error.pause is None else error.pause
    return isinstance(error, httpx.RequestError)


def default_client() -> httpx.Client:
    """Return a client with time-outs for a public service that is slow at times."""
    return httpx.Client(timeout=httpx.Timeout(60.0, connect=10.0))


@dataclass
class Service:
    """A root address of the open-data service, and what one fetch may cost.

    Parameters
    ----------
    base_url
        Address to which the table id is added, without a slash at the end.
    client
        The HTTP client; its time-outs are used.
    seconds
        Longest time for everything asked through this object.
    """

    base_url: str
    client: httpx.Client
    seconds: float = 1800.0
    _end: float = field(init=False)

    def __post_init__(self) -> None:
        self._end = time.monotonic() + self.seconds

    @property
    def host(self) -> str:
        """Name of the host, for messages."""
        return httpx.URL(self.base_url).host

    def json(self, path: str, params: Mapping[str, str] | None = None) -> tuple[bytes, Any]:
        """Return the body at ``path`` (under the root, or a whole address there) as bytes and parsed.

        Raises
        ------
        NoConnectionError, UnknownTableError, ServiceAnswerError
        """
        return self._tried(self._address(path, params), _checked_json)

    def count(self, path: str, params: Mapping[str, str] | None = None) -> int:
        """Return the number that ``path`` answers in plain text, as ``$count`` does."""
        return int(self._tried(self._address(path, params), _checked_count)[1])

    def nonsense(self, problem: str) -> ServiceAnswerError:
        """Return the error for an answer that is well-formed but cannot be right."""
        return ServiceAnswerError(
            f"het CBS ({self.host}) geeft een antwoord dat niet klopt: {problem}",
            expected="een volledige tabel",
            action="probeer het later opnieuw, of lees een bestand dat u zelf hebt gedownload",
        )

    def _address(self, path: str, params: Mapping[str, str] | None) -> httpx.URL:
        root = httpx.URL(self.base_url.rstrip("/") + "/")
        url = httpx.URL(path if "://" in path else f"{root}{path}")
        if params:
            url = url.copy_merge_params(dict(params))
        if url.scheme == "http" and root.scheme == "https":
            url = url.copy_with(scheme="https")
        if _origin(url) != _origin(root):
            raise self.nonsense(f"het verwijst door naar een ander adres ({url.host})")
        return url

    def _tried(self, url: httpx.URL, check: Callable[[bytes], Any]) -> tuple[bytes, Any]:
        try:
            for attempt in stamina.retry_context(
                on=_again, attempts=ATTEMPTS, timeout=RETRY_SECONDS, wait_initial=0.5, wait_max=10.0
            ):
                with attempt:
                    raw = self._get(url)
                    return raw, check(raw)
        except _PassingFaultError as fault:
            if fault.garbled:
                raise self.nonsense(fault.reason) from fault
            raise NoConnectionError(self.host, fault.reason) from fault
        except httpx.RequestError as error:
            raise NoConnectionError(self.host, _in_words(error)) from error
        raise NoConnectionError(self.host, "geen antwoord")

    def _get(self, url: httpx.URL) -> bytes:
        headers = {"accept": "application/json, text/plain", "user-agent": f"drietrap/{__version__}"}
        for _ in range(MAX_REDIRECTS + 1):
            self._check_time()
            with self.client.stream("GET", url, headers=headers, follow_redirects=False) as response:
                if not response.has_redirect_location:
                    self._check_status(response)
                    return b"".join(self._chunks(response))
                url = self._address(urljoin(str(url), response.headers["location"]), None)
        raise self.nonsense("het blijft doorverwijzen")

    def _check_time(self) -> None:
        if time.monotonic() > self._end:
            raise NoConnectionError(self.host, f"het ophalen duurt langer dan {self.seconds:.0f} seconden")

    def _check_status(self, response: httpx.Response) -> None:
        status = response.status_code
        if status in (404, 410):
            raise self._absent(response.url)
        if status == 429 or status >= 500:
            raise _PassingFaultError(f"de dienst geeft een storing (code {status})", pause=_pause(response))
        if status != 200:
            raise self.nonsense(f"code {status}")

    def _absent(self, url: httpx.URL) -> InputError:
        root = httpx.URL(self.base_url).path.rstrip("/")
        table, _, part = url.path.removeprefix(root).strip("/").partition("/")
        if part not in DESCRIPTIONS:
            return self.nonsense(f"{part} van tabel {table} is er niet (code 404)")
        return UnknownTableError(
            f"het CBS kent tabel {table} niet",
            expected="een tabelnummer van StatLine, bijvoorbeeld 85098NED",
            action="zoek het nummer op bij StatLine; het staat in het adres van de tabel",
        )

    def _chunks(self, response: httpx.Response) -> Iterator[bytes]:
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > MAX_RESPONSE:
                raise self.nonsense(f"één antwoord is groter dan {MAX_RESPONSE // 2**20} MB")
            self._check_time()
            yield chunk


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _pause(response: httpx.Response) -> float | None:
    text = response.headers.get("retry-after", "")
    return min(float(text), 30.0) if text.isdecimal() else None


def _checked_json(raw: bytes) -> Any:
    try:
        return parse_json(raw)
    except ValueError:
        raise _PassingFaultError("het antwoord is geen (hele) JSON", garbled=True) from None


def _checked_count(raw: bytes) -> int:
    text = raw.decode("utf-8-sig", errors="replace").strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= 12):
        raise _PassingFaultError("het aantal regels is geen getal", garbled=True)
    return int(text)


def _in_words(error: httpx.RequestError) -> str:
    if isinstance(error, httpx.ConnectTimeout | httpx.ConnectError):
        return "de dienst is niet te bereiken"
    if isinstance(error, httpx.TimeoutException):
        return "de dienst antwoordt niet op tijd"
    return "de verbinding is verbroken"
