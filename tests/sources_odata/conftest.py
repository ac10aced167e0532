"""Fixtures for the client of the open-data service."""

from tests.cbs_server.fixtures import fake_cbs, no_pauses  # noqa: F401
