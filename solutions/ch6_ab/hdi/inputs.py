"""What may be asked of `hdi`, kind by kind."""

from autograder.authors import asked, kind, number, truth
from course import ab

DOMAIN = {
    "alpha": number(0.5, 1000),
    "beta": number(0.5, 1000),
    "level": number(0.1, 0.99),
}


def _to_a_thousandth_of_the_width(expect, got, want):
    low, high = want
    found = expect.array(got, (2,), what="the interval")
    expect.close(found, want, rtol=0, atol=1e-3 * (high - low), what="the interval")


@truth(what="the interval", judge=_to_a_thousandth_of_the_width)
def right(alpha, beta, level=0.95):
    return ab.BetaPosterior(alpha, beta).hdi(level)


def _level(rng):
    return float(rng.uniform(0.5, 0.95))


@kind("few successes among many trials, at the level of default")
def skewed(rng):
    return int(rng.integers(3, 7)), int(rng.integers(25, 60))


@kind("parameters that are no whole numbers, alpha the larger")
def fractions(rng):
    return float(rng.uniform(8, 30)), float(rng.uniform(2.5, 6)), _level(rng)


@kind("parameters that are equal")
def symmetric(rng):
    both = float(rng.uniform(1.5, 9))
    return both, both, _level(rng)


@kind("several hundred trials, and a level given by name")
def hundreds(rng):
    return asked(int(rng.integers(40, 90)), int(rng.integers(300, 600)), level=_level(rng))


@kind("a density that falls from a finite top at 0")
def only_falls(rng):
    return 1, int(rng.integers(4, 40)), _level(rng)


@kind("a density that rises to a finite top at 1")
def only_rises(rng):
    return int(rng.integers(4, 40)), 1, _level(rng)


@kind("an alpha below 1")
def alpha_below_one(rng):
    return 0.5, float(rng.uniform(1.2, 12)), _level(rng)


@kind("a beta below 1")
def beta_below_one(rng):
    return float(rng.uniform(3, 12)), 0.5, _level(rng)


@kind("an alpha that is a little above 1")
def alpha_barely_above_one(rng):
    return float(rng.uniform(1.25, 1.45)), float(rng.uniform(3, 12)), float(rng.uniform(0.4, 0.6))


@kind("a beta that is a little above 1")
def beta_barely_above_one(rng):
    return float(rng.uniform(3, 12)), float(rng.uniform(1.25, 1.45)), float(rng.uniform(0.4, 0.6))


@kind("the lowest level, and an alpha of a thousand")
def lowest_level(rng):
    return 1000, float(rng.uniform(3, 300)), 0.1


@kind("the highest level, and a beta of a thousand")
def highest_level(rng):
    return float(rng.uniform(3, 300)), 1000, 0.99
