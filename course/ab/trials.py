"""Published counts of large trials, with where they are from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from scipy import special

from course._levels import checked_level
from course.ab.posterior import BetaPosterior


class Trial(NamedTuple):
    """Counts of events in two arms. An event here is an illness: the lower rate is the better."""

    event: str
    events_control: int
    trials_control: int
    events_treatment: int
    trials_treatment: int
    source: str


# Counts as published.
ASPIRIN = Trial(
    event="myocardial infarction",
    events_control=239,
    trials_control=11_034,
    events_treatment=139,
    trials_treatment=11_037,
    source="Steering Committee of the Physicians' Health Study Research Group (1989), Final report on "
    "the aspirin component of the ongoing Physicians' Health Study, N Engl J Med 321, 129-135",
)
BNT162B2 = Trial(
    event="Covid-19",
    events_control=162,
    trials_control=18_325,
    events_treatment=8,
    trials_treatment=18_198,
    source="Polack et al. (2020), Safety and efficacy of the BNT162b2 mRNA Covid-19 vaccine, "
    "N Engl J Med 383, 2603-2615",
)
# Person-time under surveillance, in thousands of years, of the vaccine and of the placebo arm; what the
# report prints for the efficacy and its 95 % credible interval; and the prior of its protocol.
BNT162B2_YEARS = (2.214, 2.222)
BNT162B2_PRINTED = (0.950, 0.903, 0.976)
BNT162B2_PRIOR = (0.700102, 1.0)


@dataclass(frozen=True)
class VaccineEfficacy:
    """The posterior of a vaccine's efficacy 1 - rate(vaccine) / rate(placebo); see `vaccine_efficacy`.

    `share` is the posterior of the share of all cases that fall in the vaccine's arm.
    """

    share: BetaPosterior
    exposure: float

    def quantile(self, probability: float) -> float:
        """Return the efficacy below which this much of the posterior lies.

        >>> found = vaccine_efficacy(8, 162)
        >>> round(found.quantile(0.5), 3)
        0.949
        """
        checked_level(probability, "probability")
        # A large share of the cases is a small efficacy.
        share = float(special.betainccinv(self.share.alpha, self.share.beta, probability))
        return 1 - share / (1 - share) / self.exposure

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Return the equal-tailed interval of the efficacy.

        >>> low, high = vaccine_efficacy(8, 162, years=(2.214, 2.222)).interval()
        >>> round(low, 3), round(high, 3)
        (0.903, 0.976)
        """
        tail = (1 - checked_level(level)) / 2
        return self.quantile(tail), self.quantile(1 - tail)

    def prob_above(self, efficacy: float) -> float:
        """Return the probability that the efficacy is larger than `efficacy`.

        >>> bool(vaccine_efficacy(8, 162).prob_above(0.3) > 0.9999)
        True
        """
        ratio = (1 - efficacy) * self.exposure
        if ratio <= 0:
            return 0.0
        return float(special.betainc(self.share.alpha, self.share.beta, ratio / (1 + ratio)))


def vaccine_efficacy(
    cases_vaccine: int,
    cases_placebo: int,
    years: tuple[float, float] = (1.0, 1.0),
    prior: tuple[float, float] = BNT162B2_PRIOR,
) -> VaccineEfficacy:
    """Return the posterior of a vaccine's efficacy from the cases in two arms of a trial.

    With rare cases their numbers are Poisson, and given all of them, those of the vaccine's arm are
    binomial with share theta = (1 - VE) r / (1 + (1 - VE) r), r the ratio of the years under surveillance.
    A Beta prior of theta makes a Beta posterior; the default is the prior of the trial of BNT162b2, whose
    mean is an efficacy of 30 %.

    Parameters
    ----------
    cases_vaccine, cases_placebo : int
        Cases in each arm.
    years : (vaccine, placebo)
        Time under surveillance, in any unit.
    prior : (a, b)
        Beta prior of theta.

    Raises
    ------
    ValueError
        Negative cases, times that are not above zero, a prior that is no distribution.

    References
    ----------
    Polack et al. (2020), N Engl J Med 383, 2603-2615, and the statistical plan in its supplement.

    Examples
    --------
    >>> vaccine_efficacy(8, 162).share
    BetaPosterior(alpha=8.700102, beta=163.0)
    """
    if min(cases_vaccine, cases_placebo) < 0 or min(years) <= 0:
        raise ValueError(
            f"{cases_vaccine} and {cases_placebo} cases in {years[0]} and {years[1]} years: cases cannot "
            "be negative, and the time has to be above zero."
        )
    share = BetaPosterior(prior[0] + cases_vaccine, prior[1] + cases_placebo)
    return VaccineEfficacy(share, years[0] / years[1])
