r"""## How well does the vaccine protect?

In the trial of the vaccine BNT162b2 about half of the volunteers were given the vaccine and the others a
placebo. Then one waited. Of the 170 who fell ill with Covid-19, 8 had been given the vaccine and 162 the
placebo, and the two arms had been watched for 2.214 and 2.222 thousand years in all. The **efficacy** is
the share of the cases that the vaccine prevents,

$$\mathrm{VE} = 1 - \frac{\text{rate with the vaccine}}{\text{rate with the placebo}}$$

The report gives 95.0 %, with an interval from 90.3 % to 97.6 % (Polack et al. 2020, N Engl J Med 383,
2603-2615). The interval is a Bayesian one, and you can work it out. The 95.0 % are one minus the ratio of
the observed rates; the median of the posterior, which you return, is a little lower.

It is an A/B test of one number. Given that somebody fell ill, was it somebody from the vaccine's arm? The
probability $\theta$ of that depends on the efficacy, and on the ratio r of the years that the arms were
watched:

$$\theta = \frac{(1 - \mathrm{VE})\, r}{1 + (1 - \mathrm{VE})\, r}, \qquad
r = \frac{\text{years of the vaccine's arm}}{\text{years of the placebo's arm}}$$

With a Beta(a, b) prior, $c_V$ cases in the vaccine's arm and $c_P$ in the placebo's leave

$$\theta \mid c_V, c_P \ \sim\ \mathrm{Beta}(a + c_V,\ b + c_P)$$

The protocol of the trial chose the prior Beta(0.700102, 1). With arms watched equally long, its mean for
$\theta$ belongs to an efficacy of 30 %: no more than modest hopes.

**Write** `vaccine_efficacy(cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=(0.700102, 1),
level=0.95)`. It returns an array of three numbers: the lower end, the posterior median and the upper end
of the efficacy, where the interval leaves (1 - level) / 2 of the posterior on each side. Each is to be
right to 0.000001 ($10^{-6}$), or to six digits where it is below -1. Cases are whole numbers; either arm
may have none. The years are numbers above zero, in any unit, the same for both arms. The prior is a tuple
or a list of two numbers above zero. The level lies between 0 and 1, both excluded.

**For example**, `vaccine_efficacy(8, 162, 2.214, 2.222)` returns `[0.9032, 0.9484, 0.9762]`, the interval
of the report. A vaccine may also do harm: with a uniform prior, `prior=(1, 1)`, with arms watched equally
long and with no case yet, half of the posterior lies between an efficacy of -2 and one of 2/3.
"""

import numpy as np
from given import NotAttempted
from scipy import stats


def vaccine_efficacy(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=(0.700102, 1), level=0.95
):
    """Return lower end, median and upper end of the posterior of the efficacy, shape (3,).

    cases: how many fell ill in each arm, perhaps none; years: for how long each was watched, in any unit;
    prior: the two parameters of the Beta prior of theta; level: how much of the posterior the interval
    holds, between 0 and 1.
    """
    raise NotAttempted  # replace this line with your code
