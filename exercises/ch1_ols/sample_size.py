r"""## How many runs until the interval is narrow enough?

One degree more in the oven: how many millilitres does it do to a loaf? The baker can set anything
from 180 to 240 °C and wants the slope to within 0.5 ml per degree, at 95 %. Loaves baked alike
differ with a standard deviation of 30 ml. How many loaves does that take?

Turn the formula of the interval round. With n runs, a design of efficiency $P$, on an input that
reaches $S$ to either side of its centre, gives the slope a half-width of

$$t_{1 - \alpha/2,\ n - p}\, \frac{\sigma}{P\, S \sqrt n}, \qquad \alpha = 1 - \mathrm{level},$$

where p counts the coefficients, the constant among them. Look for the least n above p for which
this is no more than what is wanted. No formula gives it at once, since the quantile depends on n
too: with few runs much of the data goes into the noise. (The half-width is the one for residuals
that show exactly $\sigma$. Real ones show a little more or a little less, so about half of all real
studies come out a little wider. And half of the runs at either end takes an even n: ask the formula for
odd ones all the same.)

**Write** `sample_size(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95)`. It
returns n, a whole number: `18` or `18.0`. `half_width`, `sigma` and `half_range` are above 0, in any
units; `efficiency` is above 0 and at most 1, `n_params` a whole number from 1 to 50, and `level` between 0
and 1. Answers are below 5000, and none hangs on the last digits: the half-widths of n and
of n - 1 runs differ from the wanted one by more than one part in a hundred thousand.

**For example**, the baker's slope, half of the loaves at either end:

| n | quantile on n - 2 df | half-width |
|--:|--:|--:|
| 16 | 2.145 | 0.536 |
| 17 | 2.131 | 0.517 |
| 18 | 2.120 | 0.4997 |

So `sample_size(0.5, 30, 30)` returns `18`. With the normal quantile, 1.96, it would have been 16.
"""

import numpy as np
from given import NotAttempted
from scipy import special, stats


def sample_size(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    """Return the least number of runs with which the interval is narrow enough, above n_params.

    half_width: what the half-width of the interval of the slope may be at most; sigma: the standard
    deviation of the noise; half_range: half of the range of the input; efficiency: of the design
    for this slope, above 0 and at most 1; n_params: number of coefficients, with the constant;
    level: of the interval.
    """
    raise NotAttempted  # replace this line with your code
