"""When to stop: rules that look at the data again and again, and what they do."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from course._levels import checked_level
from course.ab.intervals import check_rates
from course.ab.power import Prior, least_successes
from course.ab.spending import Spending, spending_boundaries

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Experiments simulated at once: their counts stay in the cache.
_BLOCK = 2_000


class Rule(Protocol):
    """A rule of two arms of equal size that ends an experiment with "B is better"."""

    def alarms(self, successes_a: Counts, successes_b: Counts, batch: int) -> Flags:
        """Return, for counts so far (experiments, looks), at which looks the rule would say B."""
        ...  # pragma: no cover


class CountRule:
    """A rule that goes by the counts of a look alone, not by the way there."""

    def at_look(self, a: Counts, b: Counts, look: int, looks: int, batch: int) -> Flags:
        """Return where the rule says B, for counts (...) at one look of `looks`, from 1."""
        raise NotImplementedError

    def alarms(self, successes_a: Counts, successes_b: Counts, batch: int) -> Flags:
        """Return where the rule says B, for counts so far (experiments, looks)."""
        looks = successes_a.shape[1]
        columns = [
            self.at_look(successes_a[:, k], successes_b[:, k], k + 1, looks, batch)
            for k in range(looks)
        ]
        return np.stack(columns, axis=1)


@dataclass(frozen=True)
class PosteriorRule(CountRule):
    """Stop as soon as P(p_b > p_a) > threshold; with `last_only`, look once, at the end."""

    threshold: float = 0.95
    prior: Prior = (1.0, 1.0)
    last_only: bool = False
    _tables: dict[int, Counts] = field(default_factory=dict, repr=False, compare=False)

    def at_look(self, a: Counts, b: Counts, look: int, looks: int, batch: int) -> Flags:
        """Return where the posterior probability exceeds the threshold."""
        if self.last_only and look < looks:
            return np.zeros(a.shape, dtype=bool)
        trials = look * batch
        if trials not in self._tables:
            self._tables[trials] = least_successes(trials, trials, self.threshold, self.prior)
        return np.asarray(b >= self._tables[trials][a])


@dataclass(frozen=True)
class SpendingRule(CountRule):
    """Stop where the z statistic exceeds a boundary that keeps the error rate, by alpha spending.

    The z statistic is that of `z_test`, with the rate of both arms together, one-sided.
    """

    alpha: float = 0.05
    spending: Spending = "obrien_fleming"

    def at_look(self, a: Counts, b: Counts, look: int, looks: int, batch: int) -> Flags:
        """Return where the z statistic exceeds the boundary of this look."""
        bound = spending_boundaries(looks, self.alpha, self.spending)[look - 1]
        total = a + b
        spread = np.sqrt(total * (1 - total / (2 * look * batch)))
        return np.asarray((b - a > bound * spread) & (spread > 0))


@dataclass(frozen=True)
class EvidenceRule:
    """Stop as soon as a bet against equal rates has won 1 / alpha, at any look whatever.

    Before each batch, rates of A and B are guessed from what was seen so far. The batch multiplies the
    stake by how probable it is under these guesses over how probable it is under their common mean. If the
    rates are equal, whatever they are, no bet of this kind is expected to win: E = (p u / m + (1 - p)
    (1 - u) / (1 - m)) for either arm, and the product of both is at most the square of their mean, which is
    one. So the stake ever reaches 1 / alpha in a share alpha of experiments at most (Ville's inequality),
    however often and whenever one looks. Where the guess for B is not above that for A, nothing is staked.
    """

    alpha: float = 0.05
    prior: Prior = (0.5, 0.5)

    def alarms(self, successes_a: Counts, successes_b: Counts, batch: int) -> Flags:
        """Return where the stake has been multiplied by 1 / alpha or more."""
        return self.log_evidence(successes_a, successes_b, batch) >= -math.log(
            checked_level(self.alpha, "alpha")
        )

    def log_evidence(
        self, successes_a: Counts, successes_b: Counts, batch: int
    ) -> NDArray[np.float64]:
        """Return the logarithm of the stake (experiments, looks) after each look."""
        looks = successes_a.shape[1]
        before = batch * np.arange(looks)
        first = np.zeros((len(successes_a), 1), dtype=np.int64)
        seen_a = np.hstack([first, successes_a[:, :-1]])
        seen_b = np.hstack([first, successes_b[:, :-1]])
        guess_a = (self.prior[0] + seen_a) / (sum(self.prior) + before)
        guess_b = (self.prior[0] + seen_b) / (sum(self.prior) + before)
        middle = (guess_a + guess_b) / 2
        new_a, new_b = successes_a - seen_a, successes_b - seen_b
        won = np.zeros(successes_a.shape)
        for new, guess in ((new_a, guess_a), (new_b, guess_b)):
            won += new * np.log(guess / middle)
            won += (batch - new) * np.log((1 - guess) / (1 - middle))
        return np.cumsum(np.where(guess_b > guess_a, won, 0.0), axis=1)


def simulate_looks(
    rate_a: float,
    rate_b: float,
    batch: int,
    looks: int,
    rules: Mapping[str, Rule],
    experiments: int = 10_000,
    rng: np.random.Generator | int | None = None,
) -> pd.DataFrame:
    """Return, for each rule, how often it says "B is better" and when, over simulated experiments.

    Each experiment shows `batch` more visitors to each arm before each of `looks` looks, and ends at the
    first look at which the rule says B, or after the last. All rules see the same experiments.

    Parameters
    ----------
    rate_a, rate_b : float
        The true rates. Equal ones make every alarm a false one.
    batch, looks : int
        Visitors to each arm between looks, and the number of looks.
    rules : mapping of names to rules
        `PosteriorRule`, `SpendingRule`, `EvidenceRule`, or anything with their method `alarms`.
    experiments : int
        How many to simulate.
    rng : NumPy generator or seed, optional

    Returns
    -------
    DataFrame
        One row a rule: `alarm`, the share that ended with B, with its Monte Carlo `std_error`; `trials`,
        the mean number of visitors to each arm; and `by_look`, a list with the share that had ended by
        each look.

    Raises
    ------
    ValueError
        A rate outside [0, 1]; a batch, looks or experiments below one.

    Examples
    --------
    >>> rules = {"peek": PosteriorRule(0.95), "once": PosteriorRule(0.95, last_only=True)}
    >>> found = simulate_looks(0.3, 0.3, batch=20, looks=10, rules=rules, experiments=2000, rng=1)
    >>> bool(found.loc["peek", "alarm"] > 2 * found.loc["once", "alarm"])
    True
    """
    check_rates(rate_a, rate_b)
    if min(batch, looks, experiments) < 1:
        raise ValueError(
            f"batch is {batch}, looks is {looks} and experiments is {experiments}: each is at least 1."
        )
    generator = np.random.default_rng(rng)
    ended = {name: np.zeros(looks) for name in rules}
    for start in range(0, experiments, _BLOCK):
        shape = (min(_BLOCK, experiments - start), looks)
        a = np.cumsum(generator.binomial(batch, rate_a, shape), axis=1)
        b = np.cumsum(generator.binomial(batch, rate_b, shape), axis=1)
        for name, rule in rules.items():
            alarms = rule.alarms(a, b, batch)
            at = alarms.argmax(axis=1)[alarms.any(axis=1)]
            ended[name] += np.bincount(at, minlength=looks)
    rows = {}
    for name, at_look in ended.items():
        by_look = np.cumsum(at_look) / experiments
        share = float(by_look[-1])
        rows[name] = {
            "alarm": share,
            "std_error": math.sqrt(share * (1 - share) / experiments),
            # An experiment that has not ended before a look is there for its batch.
            "trials": float(batch * (looks - by_look[:-1].sum())),
            "by_look": by_look.tolist(),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def exact_looks(
    rate_a: float, rate_b: float, batch: int, looks: int, rule: CountRule
) -> NDArray[np.float64]:
    """Return the probability (looks,) that the rule has said "B is better" by each look, exactly.

    For rules that go by the counts alone. The joint distribution of both counts, of experiments that have
    not ended, is carried from look to look; it has (batch looks + 1)² entries at the end, so this is for
    some hundreds of visitors. `simulate_looks` has no such limit.

    Raises `ValueError` for a rate outside [0, 1], or batch or looks below one.

    >>> exact_looks(0.3, 0.3, 20, 5, PosteriorRule(0.95)).round(4).tolist()
    [0.0437, 0.0746, 0.0953, 0.1121, 0.1253]
    """
    if not (0 <= rate_a <= 1 and 0 <= rate_b <= 1) or min(batch, looks) < 1:
        raise ValueError(
            f"rates {rate_a} and {rate_b}, batch {batch}, looks {looks}: rates are numbers from 0 to 1, "
            "batch and looks at least 1."
        )
    of_a, of_b = (stats.binom.pmf(np.arange(batch + 1), batch, rate) for rate in (rate_a, rate_b))
    going = np.ones((1, 1))
    ended = []
    for k in range(1, looks + 1):
        going = _convolve(_convolve(going, of_a).T, of_b).T
        a, b = np.indices(going.shape)
        stop = rule.at_look(a, b, k, looks, batch)
        ended.append(float(going[stop].sum()))
        going = np.where(stop, 0.0, going)
    return np.cumsum(ended)


def _convolve(rows: NDArray[np.float64], with_: NDArray[np.float64]) -> NDArray[np.float64]:
    """The first axis of `rows` convolved with a distribution."""
    out = np.zeros((len(rows) + len(with_) - 1, rows.shape[1]))
    for shift, weight in enumerate(with_):
        out[shift : shift + len(rows)] += weight * rows
    return out
