"""Numbers as a Dutch reader expects them: decimal comma, points for thousands, euro sign first."""

from __future__ import annotations

# No line may end between a sign and its amount.
WORD_JOINER = "\u2060"


def number(value: float, decimals: int = 0) -> str:
    """Write a number with points for thousands and a decimal comma.

    >>> number(1234567.891, 1)
    '1.234.567,9'
    """
    text = f"{value:,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".").replace("-", "−")


def sign_of(value: float, decimals: int = 0) -> str:
    """Return the sign of a difference, held to what follows it; nothing where it is written as zero.

    >>> [sign_of(value, 2).rstrip(WORD_JOINER) for value in (1.5, -0.004, -0.005001)]
    ['+', '', '−']
    """
    if float(f"{value:.{decimals}f}") == 0:
        return ""
    return ("+" if value > 0 else "−") + WORD_JOINER


class Count(int):
    """A count that brings the words after it in step: one or many.

    >>> found = Count(1)
    >>> f"{found} {found:regel|regels} {found:telt|tellen} niet mee"
    '1 regel telt niet mee'
    >>> f"{Count(1234)} {Count(1234):regel|regels}"
    '1.234 regels'
    """

    __slots__ = ()

    def __format__(self, words: str) -> str:
        """Write the count itself, or the word that fits it: ``one|many``."""
        if not words:
            return number(int(self))
        one, _, many = words.partition("|")
        return one if self == 1 else many


def counted(count: int, one: str, many: str) -> str:
    """Write a count with its noun.

    >>> counted(1, "bestand", "bestanden"), counted(0, "bestand", "bestanden")
    ('1 bestand', '0 bestanden')
    """
    return f"{number(count)} {one if count == 1 else many}"


def percentage(value: float, decimals: int = 1) -> str:
    """Write a share given in percent, for example ``13,2%``."""
    return f"{number(value, decimals)}%"


def euro(cents: int | float, decimals: int = 0) -> str:
    """Write an amount given in cents as euros, for example ``€ 1.234``."""
    return f"€ {number(cents / 100, decimals)}"


def one_in(share: float) -> str:
    """Write a share in percent the way councils ask it, for example ``1 op de 7``."""
    return f"1 op de {number(100 / share)}" if share > 0 else "geen"
