"""What may be asked of `vaccine_efficacy`, kind by kind."""

from autograder.authors import anything, asked, kind, number, truth, whole_number
from course import ab

DOMAIN = {
    "cases_vaccine": whole_number(0),
    "cases_placebo": whole_number(0),
    "years_vaccine": number(above=0),
    "years_placebo": number(above=0),
    "prior": anything(),
    "level": number(above=0, below=1),
}


@truth(what="the array of three", atol=1e-6)
def right(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=(0.700102, 1), level=0.95
):
    found = ab.vaccine_efficacy(
        cases_vaccine, cases_placebo, (float(years_vaccine), float(years_placebo)), prior
    )
    low, high = found.interval(level)
    return [low, found.quantile(0.5), high]


def _years(rng):
    """Arms that were not watched equally long."""
    of_one = float(rng.uniform(1, 2))
    return of_one, of_one * float(rng.uniform(1.5, 2.5))


@kind("a trial with few cases in the vaccine's arm")
def protects(rng):
    return int(rng.integers(3, 9)), int(rng.integers(40, 120)), *_years(rng)


@kind("the arm of the vaccine watched longer, and another level")
def watched_longer(rng):
    cases = int(rng.integers(5, 20)), int(rng.integers(20, 60))
    return asked(*cases, *_years(rng)[::-1], level=float(rng.uniform(0.6, 0.9)))


@kind("a vaccine that does harm")
def harm(rng):
    return int(rng.integers(20, 40)), int(rng.integers(3, 9)), *_years(rng)


@kind("another prior and another level, by place")
def another_prior(rng):
    prior = float(rng.uniform(1.5, 3)), float(rng.uniform(4, 9))
    cases = int(rng.integers(2, 9)), int(rng.integers(10, 30))
    return *cases, *_years(rng), prior, float(rng.uniform(0.97, 0.995))


@kind("a prior given as a list of whole numbers")
def prior_as_a_list(rng):
    cases = int(rng.integers(3, 9)), int(rng.integers(10, 30))
    return asked(*cases, *_years(rng), prior=[int(rng.integers(2, 6)), int(rng.integers(6, 9))])


@kind("no case in the vaccine's arm")
def none_with_the_vaccine(rng):
    return 0, int(rng.integers(5, 40)), *_years(rng)


@kind("no case in the placebo's arm")
def none_with_the_placebo(rng):
    return int(rng.integers(2, 9)), 0, *_years(rng)


@kind("no case at all, and a level of a half")
def no_case(rng):
    return asked(0, 0, *_years(rng), level=0.5)


@kind("more than a thousand cases in each arm")
def many(rng):
    return int(rng.integers(1_100, 3_000)), int(rng.integers(5_000, 20_000)), *_years(rng)


@kind("whole numbers of years, the same for both arms")
def whole_years(rng):
    years = int(rng.integers(2, 9))
    return int(rng.integers(5, 20)), int(rng.integers(20, 60)), years, years


@kind("times given in days")
def in_days(rng):
    days = [float(round(365.25e3 * years)) for years in _years(rng)]
    return int(rng.integers(5, 20)), int(rng.integers(20, 60)), *days


@kind("times that are very small numbers")
def in_millions_of_years(rng):
    tiny = [years * 1e-6 for years in _years(rng)]
    return int(rng.integers(5, 20)), int(rng.integers(20, 60)), *tiny
