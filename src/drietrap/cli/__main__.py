"""``python -m drietrap.cli`` is the same as ``drietrap``."""

from drietrap.cli.main import run

run()
