"""The fake service itself: real HTTP on 127.0.0.1, in threads, with faults that a test switches on."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.cbs_server import v3, v4
from tests.cbs_server.query import BadQueryError, filtered
from tests.cbs_server.tables import FakeTable

API, FEED, DATASETS = "/ODataApi/odata", "/ODataFeed/odata", "/odata/v1/CBS"


@dataclass
class Fault:
    """What goes wrong with the next ``times`` requests whose path ends in ``where``."""

    where: str
    times: int
    status: int | None = None
    headers: dict[str, str] | None = None
    delay: float = 0.0
    drop: bool = False
    cut: float | None = None
    announced: bool = True
    drip: float = 0.0
    rewrite: Callable[[bytes], bytes] | None = None


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is what the tests are about; anything else is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class FakeCbs:
    """CBS v3 and v4 for some tables; a context manager.

    ``base3`` and ``base4`` are the roots to which a table id is added, ``host`` is the catalogue for other
    clients, ``requests`` the paths asked so far. ``limit3`` and ``page4`` are the rows of a query and a page.
    """

    def __init__(self, tables: list[FakeTable], *, limit3: int = 10_000, page4: int = 100_000) -> None:
        self.tables = {table.identifier: table for table in tables}
        self.limit3, self.page4 = limit3, page4
        self.requests: list[str] = []
        self.stopping = threading.Event()
        self._faults: list[Fault] = []
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop; the address refuses connections from now on."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def host(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def base3(self) -> str:
        """Root of protocol v3 (ODataApi)."""
        return f"http://{self.host}{API}"

    @property
    def base4(self) -> str:
        """Root of protocol v4."""
        return f"http://{self.host}{DATASETS}"

    def fail(self, where: str, *, times: int = 1, **what: Any) -> None:
        """Let the next ``times`` requests for a path that ends in ``where`` go wrong; see :class:`Fault`.

        ``status`` (and ``headers``) answer with that code; ``delay`` waits; ``drop`` closes the connection;
        ``cut`` sends that part of the body, with the right Content-Length unless ``announced`` is False;
        ``drip`` waits that long after each byte of the body; ``rewrite`` changes the body.
        """
        self._faults.append(Fault(where, times, **what))

    def fault_for(self, path: str) -> Fault | None:
        """Return the fault for this request, and count it."""
        with self._lock:
            self.requests.append(path)
            for fault in self._faults:
                if path.endswith(fault.where) and fault.times > 0:
                    fault.times -= 1
                    return fault
        return None

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, bytes]:
        """Return status and body for a request without faults."""
        for root, reply in ((API, self._v3), (FEED, self._v3), (DATASETS, self._v4)):
            if path.startswith(f"{root}/"):
                identifier, *rest = path[len(root) + 1 :].strip("/").split("/")
                table = self.tables.get(identifier)
                if table is None:
                    return 404, b"<html>Not found</html>"
                try:
                    return reply(root, table, rest, query)
                except (BadQueryError, KeyError, ValueError) as error:
                    return 400, json.dumps({"odata.error": {"message": {"value": str(error)}}}).encode()
        return 404, b"<html>Not found</html>"

    def _v3(self, root: str, table: FakeTable, rest: list[str], query: dict[str, str]) -> tuple[int, bytes]:
        address = f"http://{self.host}{root}/{table.identifier}"
        if not rest:
            listed = [{"name": name, "url": f"{address}/{name}"} for name in v3.names(table)]
            return _json({"odata.metadata": f"{address}/$metadata", "value": listed})
        found = v3.rows(table, rest[0])
        if found is None:
            return 404, b"<html>Not found</html>"
        if rest[1:] == ["$count"]:
            return 200, str(len(filtered(found, query))).encode()
        give = v3.feed if root == FEED else v3.answer
        return _json(give(address, rest[0], found, query, self.limit3))

    def _v4(self, root: str, table: FakeTable, rest: list[str], query: dict[str, str]) -> tuple[int, bytes]:
        address = f"http://{self.host}{root}/{table.identifier}"
        if not rest:
            return _json({"value": [{"name": name, "url": name} for name in v4.names(table)]})
        if rest[0] == "Properties":
            return _json(v4.properties(table))
        found = v4.rows(table, rest[0])
        if found is None:
            return 404, b"<html>Not found</html>"
        if rest[1:] == ["$count"]:
            return 200, str(len(filtered(found, query))).encode()
        return _json(v4.answer(address, rest[0], found, query, self.page4))


def _json(body: object) -> tuple[int, bytes]:
    return 200, json.dumps(body, ensure_ascii=False, indent=1).replace("\n", "\r\n").encode()


def _handler(cbs: FakeCbs) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = 2**16

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            path = unquote(parts.path)
            fault = cbs.fault_for(path) or Fault("", 0)
            cbs.stopping.wait(fault.delay) if fault.delay else None
            if fault.drop:
                self.close_connection = True
                return
            status, body = cbs.answer(path, dict(parse_qsl(parts.query)))
            if fault.rewrite:
                body = fault.rewrite(body)
            if fault.status is not None:
                status, body = fault.status, b"<html>fault</html>"
            self.reply(status, body, fault)

        def reply(self, status: int, body: bytes, fault: Fault) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            for name, value in (fault.headers or {}).items():
                self.send_header(name, value)
            if fault.announced:
                self.send_header("Content-Length", str(len(body)))
            else:
                self.send_header("Connection", "close")
            self.end_headers()
            sent = body if fault.cut is None else body[: int(len(body) * fault.cut)]
            if fault.drip:
                self.trickle(sent, fault.drip)
            else:
                self.wfile.write(sent)
            self.close_connection = self.close_connection or fault.cut is not None or not fault.announced

        def trickle(self, body: bytes, pause: float) -> None:
            for at in range(len(body)):
                self.wfile.write(body[at : at + 1])
                self.wfile.flush()
                if cbs.stopping.wait(pause):
                    break

        def log_message(self, format: str, *args: object) -> None:
            """Keep the output of the tests clean."""

    return Handler
