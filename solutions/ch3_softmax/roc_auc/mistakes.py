"""Known mistakes of `roc_auc`."""

import numpy as np
from scipy import stats

from autograder.authors import mistake


def _split(scores, labels):
    scores, labels = np.asarray(scores, dtype=float), np.asarray(labels)
    positive, negative = scores[labels == 1], scores[labels == 0]
    if not len(positive) or not len(negative):
        raise ValueError("one class")
    return positive, negative


def _pairs(positive, negative):
    return np.heaviside(positive[:, None] - negative, 0.5)


@mistake(
    says="Your ties count nothing. Two equal scores say as much for one order as for the other: each tie "
    "counts one half.",
    caught_by="test_four_people",
)
def ties_count_nothing(scores, labels):
    positive, negative = _split(scores, labels)
    return np.mean(positive[:, None] > negative)


@mistake(
    says="Your ties count as if the sick one had scored higher. Each tie counts one half.",
    caught_by="test_four_people",
)
def ties_count_fully(scores, labels):
    positive, negative = _split(scores, labels)
    return np.mean(positive[:, None] >= negative)


@mistake(
    says="You leave out the ties altogether, from the pairs that you count and from those that you divide "
    "by. All m n pairs stay, and a tie counts one half.",
    caught_by="test_four_people",
)
def ties_left_out(scores, labels):
    positive, negative = _split(scores, labels)
    above, below = (
        np.sum(positive[:, None] > negative),
        np.sum(positive[:, None] < negative),
    )
    return above / (above + below) if above + below else 0.0


@mistake(
    says="Your area is that of the healthy ones: the share of pairs in which the score of class 0 is "
    "larger. A larger score speaks for class 1.",
    caught_by="test_no_ties",
)
def classes_exchanged(scores, labels):
    positive, negative = _split(scores, labels)
    return np.mean(_pairs(negative, positive))


@mistake(
    says="Your area is never below one half: you turn the score round where it points the wrong way. "
    "That it does is what an area below one half says.",
    caught_by="test_the_wrong_way",
)
def folded(scores, labels):
    area = np.mean(_pairs(*_split(scores, labels)))
    return max(area, 1 - area)


@mistake(
    says="You return twice the area less one, which is called Gini's coefficient. The area itself is "
    "asked for.",
    caught_by="test_no_ties",
)
def gini(scores, labels):
    return 2 * np.mean(_pairs(*_split(scores, labels))) - 1


@mistake(
    says="You return how many pairs are in order, which is Mann and Whitney's U. Divide it by the number "
    "of pairs, m n.",
    caught_by="test_no_ties",
)
def not_divided(scores, labels):
    return np.sum(_pairs(*_split(scores, labels)))


@mistake(
    says="You compare each person with every other one, of the same class too. Only pairs of a sick and a "
    "healthy one count: divide by m n.",
    caught_by="test_no_ties",
)
def divided_by_all_pairs(scores, labels):
    positive, negative = _split(scores, labels)
    n = len(positive) + len(negative)
    return np.sum(_pairs(positive, negative)) / (n * (n - 1) / 2)


@mistake(
    says="Your ranks are those of a sort, in which equal scores get different ranks, as it happens. Ties "
    "share their mean rank: `stats.rankdata` does that.",
    caught_by="test_four_people",
)
def ranks_of_a_sort(scores, labels):
    m, n = (len(part) for part in _split(scores, labels))
    ranks = np.argsort(np.argsort(np.asarray(scores, float), kind="stable"), kind="stable") + 1
    return (ranks[np.asarray(labels) == 1].sum() - m * (m + 1) / 2) / (m * n)


@mistake(
    says="The smallest possible sum of ranks is not taken off. The ranks of class 1 among themselves add "
    "up to m (m + 1) / 2, and say nothing about class 0.",
    caught_by="test_no_ties",
)
def own_ranks_left_in(scores, labels):
    m, n = (len(part) for part in _split(scores, labels))
    return stats.rankdata(scores)[np.asarray(labels) == 1].sum() / (m * n)


@mistake(
    says="You call everyone sick whose score is at least one half, and measure that one decision. The AUC "
    "looks at every threshold, and scores may be on any scale.",
    caught_by="test_no_ties",
)
def one_threshold(scores, labels):
    positive, negative = _split(scores, labels)
    return np.mean(_pairs((positive >= 0.5) * 1.0, (negative >= 0.5) * 1.0))


@mistake(
    says="You let the threshold go through a grid from 0 to 1. Scores may lie anywhere, and two that fall "
    "between the same two thresholds look like a tie: take the scores themselves as thresholds.",
    caught_by="test_no_ties",
)
def thresholds_on_a_grid(scores, labels):
    positive, negative = _split(scores, labels)
    grid = np.linspace(0, 1, 101)
    return np.mean(_pairs(np.searchsorted(grid, positive), np.searchsorted(grid, negative)))


@mistake(
    says="You compare the mean score of the sick with that of the healthy, and return a 1 or a 0. How many "
    "of the pairs are in that order is asked for.",
    caught_by="test_no_ties",
)
def means_compared(scores, labels):
    positive, negative = _split(scores, labels)
    return float(np.heaviside(positive.mean() - negative.mean(), 0.5))


@mistake(
    says="Where all labels are the same you return one half. There is no pair to look at, so nothing is "
    "known: raise a ValueError.",
    caught_by="test_positives_alone",
)
def one_half_of_nothing(scores, labels):
    scores, labels = np.asarray(scores, dtype=float), np.asarray(labels)
    positive, negative = scores[labels == 1], scores[labels == 0]
    if not len(positive) or not len(negative):
        return 0.5
    return np.mean(_pairs(positive, negative))


@mistake(
    says="You take scores that are almost equal for ties. Scores may be in any units, in which all of "
    "them are a billionth: only equal ones are a tie.",
    caught_by="test_small",
    at_home=False,
)
def almost_equal_taken_for_ties(scores, labels):
    positive, negative = _split(scores, labels)
    near = np.isclose(positive[:, None], negative)
    return np.mean(np.where(near, 0.5, positive[:, None] > negative))
