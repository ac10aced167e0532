"""The pytest plugin: watches generators of persons while tests run, and searches all output at the end."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.privacy import registry
from tests.privacy.sweep import Leak, Values, files_under, sweep

_CAPTURED = "captured"
_result: dict[str, Any] = {}


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder of this run, before workers start."""
    if not _is_worker(config):
        os.environ[registry.FOLDER] = tempfile.mkdtemp(prefix="drietrap-persons-")


def _watch() -> None:
    """Note the persons and files of generators that the product itself has, and what tests capture."""
    from typer.testing import CliRunner

    from drietrap.sources import record_write
    from drietrap.synthetic.register import beside, build, deliveries

    if hasattr(build.build_register, "__wrapped__"):
        return
    build.build_register = _after(build.build_register, _note_register)
    record_write.write_delivery = _after(
        record_write.write_delivery, lambda _, *given, **__: registry.exempt(Path(given[1]))
    )
    deliveries.write_deliveries = _after(deliveries.write_deliveries, _exempt_written)
    beside.write_registrations = _after(beside.write_registrations, _exempt_written)
    pytest.CaptureFixture.readouterr = _after(pytest.CaptureFixture.readouterr, _note_output)
    CliRunner.invoke = _after(CliRunner.invoke, lambda result, *_, **__: _keep(result.output))


def _after(work: Callable[..., Any], then: Callable[..., object]) -> Callable[..., Any]:
    @functools.wraps(work)
    def watched(*given: Any, **named: Any) -> Any:
        result = work(*given, **named)
        then(result, *given, **named)
        return result

    return watched


def _note_register(made: Any, *_: object, **__: object) -> None:
    registry.note(registry.BSN, made.persons["bsn"].to_list())


def _exempt_written(files: Any, *_: object, **__: object) -> None:
    from drietrap.synthetic.register.deliveries import READ_ME

    for file in files:
        registry.exempt(Path(file))
        registry.exempt(Path(file).parent / READ_ME)  # it tells the range of the invented numbers


def _note_output(output: Any, *_: object, **__: object) -> None:
    for text in output:
        _keep(text if isinstance(text, str) else text.decode("utf-8", "replace"))


def _keep(text: str) -> None:
    folder = os.environ.get(registry.FOLDER)
    if folder and text:
        with (Path(folder) / f"{_CAPTURED}-{os.getpid()}").open(
            "a", encoding="utf-8", errors="replace"
        ) as file:
            file.write(text + "\n")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep what a test printed and logged, and how it failed."""
    for _, text in report.sections:
        _keep(text)
    if report.failed:
        _keep(report.longreprtext)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Search, once all workers are done."""
    config = session.config
    if _is_worker(config) or registry.FOLDER not in os.environ:
        return
    folder = Path(os.environ[registry.FOLDER])
    started = time.perf_counter()
    values = Values.of(*(registry.noted(kind) for kind in registry.KINDS))
    base = config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    captured = list(folder.glob(f"{_CAPTURED}-*"))
    leaks = sweep([*files_under([base]), *captured], values, registry.exempted())
    _result.update(leaks=leaks, seconds=time.perf_counter() - started, persons=len(values.bsns))
    shutil.rmtree(folder, ignore_errors=True)
    del os.environ[registry.FOLDER]
    if leaks:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was found, and never the value."""
    if "leaks" not in _result:
        return
    leaks: list[Leak] = _result["leaks"]
    terminalreporter.write_line(
        f"privacy: {_result['persons']:,} invented BSNs looked for in all output, {len(leaks)} leaks "
        f"({_result['seconds']:.1f} s)",
        red=bool(leaks),
    )
    for leak in leaks[:40]:
        terminalreporter.write_line(f"LEAK of a {leak.kind}: {leak.path}", red=True)


_watch()  # now, before the conftest of a folder takes a generator by its name
