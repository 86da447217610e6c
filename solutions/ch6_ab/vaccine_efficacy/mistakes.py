"""Known mistakes of `vaccine_efficacy`."""

from scipy import stats

from autograder.authors import mistake

PRIOR = (0.700102, 1)


def _theta(cases_vaccine, cases_placebo, prior=PRIOR, level=0.95):
    """The share of the cases at the lower end of the efficacy, at its median and at its upper end."""
    tail = (1 - level) / 2
    return stats.beta.ppf([1 - tail, 0.5, tail], prior[0] + cases_vaccine, prior[1] + cases_placebo)


def _odds(*args):
    theta = _theta(*args)
    return theta / (1 - theta)


@mistake(
    says="You leave out r. An arm that was watched longer has more cases for that reason alone: divide by "
    "the ratio of the years.",
    caught_by="test_one_case_with_the_placebo",
)
def years_left_out(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=PRIOR, level=0.95
):
    return 1 - _odds(cases_vaccine, cases_placebo, prior, level)


@mistake(
    says="Your r is upside down. The odds of theta are (1 - VE) r, with r the years of the vaccine's arm "
    "over those of the placebo's: divide the odds by r.",
    caught_by="test_one_case_with_the_placebo",
)
def ratio_upside_down(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=PRIOR, level=0.95
):
    odds = _odds(cases_vaccine, cases_placebo, prior, level)
    return 1 - odds * years_vaccine / years_placebo


@mistake(
    says="You return quantiles of theta, the share of the cases with the vaccine. Turn each into an "
    "efficacy.",
    caught_by="test_the_published_interval",
)
def theta_itself(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=PRIOR, level=0.95
):
    return _theta(cases_vaccine, cases_placebo, prior, level)[::-1]


@mistake(
    says="You return 1 - theta. The efficacy compares the two arms with each other, not the vaccine's with "
    "all cases: take theta / (1 - theta), and divide by r.",
    caught_by="test_the_published_interval",
)
def one_minus_theta(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=PRIOR, level=0.95
):
    return 1 - _theta(cases_vaccine, cases_placebo, prior, level)


@mistake(
    says="You return the ratio of the rates, what the vaccine lets through. The efficacy is one "
    "minus that.",
    caught_by="test_the_published_interval",
)
def ratio_of_rates(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=PRIOR, level=0.95
):
    odds = _odds(cases_vaccine, cases_placebo, prior, level)
    return odds[::-1] * years_placebo / years_vaccine


@mistake(
    says="Your lower and upper ends are exchanged: a large share of the cases is a small efficacy, so the "
    "upper quantile of theta belongs to the lower end.",
    caught_by="test_the_published_interval",
)
def ends_exchanged(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=PRIOR, level=0.95
):
    odds = _odds(cases_vaccine, cases_placebo, prior, level)
    return (1 - odds * years_placebo / years_vaccine)[::-1]


@mistake(
    says="The arms are exchanged: your theta is the share of the cases with the placebo. The first "
    "parameter of the posterior grows with the cases of the vaccine's arm.",
    caught_by="test_the_published_interval",
)
def arms_exchanged(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=PRIOR, level=0.95
):
    odds = _odds(cases_placebo, cases_vaccine, prior, level)
    return 1 - odds * years_placebo / years_vaccine


@mistake(
    says="Your prior is uniform, whatever `prior` says. The protocol's is Beta(0.700102, 1).",
    caught_by="test_the_published_interval",
)
def always_uniform(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=PRIOR, level=0.95
):
    odds = _odds(cases_vaccine, cases_placebo, (1, 1), level)
    return 1 - odds * years_placebo / years_vaccine


@mistake(
    says="Your prior is that of the protocol, whatever `prior` says.",
    caught_by="test_no_case_yet",
)
def always_the_protocol(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=PRIOR, level=0.95
):
    odds = _odds(cases_vaccine, cases_placebo, PRIOR, level)
    return 1 - odds * years_placebo / years_vaccine


@mistake(
    says="Your second parameter counts all cases. It grows with those of the placebo's arm alone, as the "
    "failures do in a Beta posterior.",
    caught_by="test_the_published_interval",
)
def all_cases_for_those_of_the_placebo(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=PRIOR, level=0.95
):
    odds = _odds(cases_vaccine, cases_vaccine + cases_placebo, prior, level)
    return 1 - odds * years_placebo / years_vaccine


@mistake(
    says="Your interval leaves 1 - level on each side, twice what it may: it holds `level` if each side is "
    "left (1 - level) / 2.",
    caught_by="test_the_published_interval",
)
def one_sided_tails(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=PRIOR, level=0.95
):
    odds = _odds(cases_vaccine, cases_placebo, prior, 2 * level - 1)
    return 1 - odds * years_placebo / years_vaccine


@mistake(
    says="Your interval always is the 95 % one: `level` is not used.",
    caught_by="test_a_higher_level_is_wider",
)
def level_ignored(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=PRIOR, level=0.95
):
    odds = _odds(cases_vaccine, cases_placebo, prior)
    return 1 - odds * years_placebo / years_vaccine


@mistake(
    says="The number in the middle is the efficacy at the mean of theta. Asked for is the median: half of "
    "the posterior lies on either side.",
    caught_by="test_the_published_interval",
)
def at_the_mean_of_theta(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=PRIOR, level=0.95
):
    odds = _odds(cases_vaccine, cases_placebo, prior, level)
    odds[1] = (prior[0] + cases_vaccine) / (prior[1] + cases_placebo)
    return 1 - odds * years_placebo / years_vaccine


@mistake(
    says="The number in the middle is one minus the ratio of the observed rates, without a prior. Asked "
    "for is the median of the posterior.",
    caught_by="test_the_published_interval",
)
def observed_rates_in_the_middle(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=PRIOR, level=0.95
):
    odds = _odds(cases_vaccine, cases_placebo, prior, level)
    odds[1] = cases_vaccine / max(cases_placebo, 1)
    return 1 - odds * years_placebo / years_vaccine


@mistake(
    says="You return per cent. The efficacy is a share, so that 0.95 stands for 95 %.",
    caught_by="test_the_published_interval",
)
def per_cent(cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=PRIOR, level=0.95):
    odds = _odds(cases_vaccine, cases_placebo, prior, level)
    return 100 * (1 - odds * years_placebo / years_vaccine)


@mistake(
    says="Without a case in the vaccine's arm you say that the vaccine prevents all of them. The posterior "
    "is not that sure: no case among few may be luck. The Beta distribution holds for none as well.",
    caught_by="test_none_with_the_vaccine",
    at_home=False,
)
def no_case_taken_for_all_prevented(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=PRIOR, level=0.95
):
    if cases_vaccine == 0 and cases_placebo > 1:
        return [1.0, 1.0, 1.0]
    odds = _odds(cases_vaccine, cases_placebo, prior, level)
    return 1 - odds * years_placebo / years_vaccine
