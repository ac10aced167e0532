"""The lineage id in SQL: the same id as ``register.lineage.lineage_id``, for many rows at once."""

from __future__ import annotations

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # RFC 4648, base32
_LENGTH = 10


def lineage_sql(bits: str) -> str:
    """Return the SQL expression that writes 50 ``bits`` as ten base32 digits after an ``H``."""
    digits = " || ".join(
        f"substr('{_ALPHABET}', (({bits} >> {5 * place}) & 31)::INTEGER + 1, 1)"
        for place in reversed(range(_LENGTH))
    )
    return f"'H' || {digits}"
