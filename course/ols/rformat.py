"""Numbers as R prints them: as many digits as asked for, none that carry nothing.

R gives the numbers of a column one number of decimals, the smallest that shows each of them to
`digits` significant digits once trailing zeros are dropped, and turns to scientific notation where
that is narrower. These are the rules of R's ``format``, ``format.pval`` and ``zapsmall``, written
from their documented behaviour and held against R's own output in the tests.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

EPS = 2.0**-52


def format_common(values: Sequence[float], digits: int) -> list[str]:
    """Return the numbers in one common format, padded on the left to one width.

    >>> format_common([6.66361, 26.66807, 0.37239], 4)
    [' 6.6636', '26.6681', ' 0.3724']
    >>> format_common([1.5e-9, 2.0], 3)
    ['1.5e-09', '2.0e+00']
    """
    finite = [x for x in values if math.isfinite(x)]
    texts = [_not_finite(x) for x in values]
    if finite:
        parts = [_significant(x, digits) for x in finite]
        minus = any(x < 0 for x in finite)
        decimals = max(max(0, used - exponent - 1) for exponent, used in parts)
        left = max(
            max(exponent, 0) + 1 + (x < 0) for x, (exponent, _) in zip(finite, parts, strict=True)
        )
        fixed_width = left + decimals + (decimals > 0)
        mantissa = max(used for _, used in parts) - 1
        exponent_digits = 3 if any(abs(exponent) >= 100 for exponent, _ in parts) else 2
        scientific_width = minus + 1 + (mantissa > 0) + mantissa + 2 + exponent_digits
        style = f".{decimals}f" if fixed_width <= scientific_width else f".{mantissa}e"
        texts = [
            format(x + 0.0, style) if math.isfinite(x) else text  # no "-0"
            for x, text in zip(values, texts, strict=True)
        ]
    width = max(map(len, texts), default=0)
    return [text.rjust(width) for text in texts]


def format_p_values(values: Sequence[float], digits: int) -> list[str]:
    """Return p-values as text: in one format from 1e-4 up, in another below, '<2e-16' under 2e-16.

    >>> format_p_values([0.803, 5.05e-7, 1e-20], 3)
    ['0.803', '5.05e-07', '< 2e-16']
    >>> format_p_values([0.803, 1e-20], 3)
    ['0.803', '<2e-16']
    """
    large = [p for p in values if p >= 1e-4]
    small = [p for p in values if EPS <= p < 1e-4]
    shown = dict(zip(large, format_common(large, digits), strict=True))
    shown.update(zip(small, format_common(small, digits), strict=True))
    # The bound itself takes fewer digits, and fewer still where the other entries are narrow.
    bound_digits = max(1, digits - 2)
    widest = max(map(len, shown.values()), default=None)
    if widest is not None and bound_digits > 1 and bound_digits + 6 > widest:
        bound_digits = max(1, widest - 7)
    tight = bound_digits == 1 and (widest is None or widest <= 6)
    bound = ("<" if tight else "< ") + format_common([EPS], bound_digits)[0]
    return [_not_finite(p) if math.isnan(p) else bound if p < EPS else shown[p] for p in values]


def zap_small(values: Sequence[float], digits: int) -> list[float]:
    """Return the numbers rounded to about `digits` significant digits of the largest of them.

    >>> zap_small([123.456, 1e-9], 5)
    [123.456, 0.0]
    """
    largest = max((abs(x) for x in values if math.isfinite(x)), default=0.0)
    # As R did up to 4.3, the logarithm is not rounded before the number of decimals is.
    decimals = digits if largest == 0 else max(0, math.floor(digits - math.log10(largest) + 0.5))
    return [round_half_even(x, decimals) for x in values]


def round_half_even(x: float, decimals: int) -> float:
    """Return x rounded to some decimals, leaving what is not finite.

    >>> round_half_even(2.675, 2)
    2.67
    """
    return round(x, decimals) if math.isfinite(x) else x


def _significant(x: float, digits: int) -> tuple[int, int]:
    """The decimal exponent of x at `digits` significant digits, and how many of them it needs."""
    mantissa, exponent = f"{abs(x):.{digits - 1}e}".split("e")
    used = len(mantissa.replace(".", "").rstrip("0")) or 1
    return int(exponent), used


def _not_finite(x: float) -> str:
    return "NaN" if math.isnan(x) else "-Inf" if x < 0 else "Inf"
