"""The numbers of the pages on hierarchical models and the Bayes point machine."""

from pathlib import Path

import numpy as np
import pytest
from compute import bpm, hierarchical

ROOT = Path(__file__).resolve().parents[2]


def page(name):
    return (ROOT / "site" / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.slow
def test_each_likelihood_does_what_the_page_says_of_it():
    # A thousand studies, with a fixed seed: a mean ratio is known to 0.003, a coverage of 95 % to
    # 0.007, and the bounds are five of those.
    found = hierarchical.likelihoods()
    assert found["right"].ratio == pytest.approx(1.0, abs=0.015)
    assert found["right"].coverage == pytest.approx(0.95, abs=0.035)
    assert found["source"].ratio == found["noise"].ratio == pytest.approx(0.8, abs=0.015)
    assert found["repaired"].ratio == pytest.approx(1 / 1.5, abs=0.015)
    assert found["repaired"].coverage < found["source"].coverage < found["noise"].coverage < 0.1


def test_the_slope_shrinks_by_the_reliability():
    rows = [line.split("|")[2:4] for line in hierarchical.attenuation().splitlines()[2:]]
    shares, slopes = np.array(rows, dtype=float).T
    np.testing.assert_allclose(shares, [1, 0.941, 0.8, 0.5, 0.2], atol=1e-3)
    np.testing.assert_allclose(slopes, shares, atol=0.01)


def test_the_measured_points_are_wider_and_flatter():
    drawn = hierarchical.flattening()
    assert "slope 2" in drawn or "slope 1.9" in drawn
    assert 'id="flattening"' in drawn


def test_the_printed_posteriors_are_those_that_the_page_recomputes():
    for line, printed in zip(bpm.digits().splitlines()[2:], bpm.PRINTED, strict=True):
        cells = [cell.strip() for cell in line.split("|")[2:-1]]
        assert tuple(cells[:2]) == printed
        assert [f"{float(cell):.4g}" for cell in cells[2:]] == list(printed)


def test_the_grid_of_the_exact_posterior_is_fine_and_wide_enough():
    # The exact values, by quadrature elsewhere.
    found = bpm.compared()
    np.testing.assert_allclose(found.exact_sd, [0.499, 0.709, 2.109], atol=2e-3)
    assert (found.exact_sd / found.sd > 1.9).all()


def test_the_code_of_the_pages_has_the_data_of_their_tables():
    assert f"features = {bpm.FEATURES}" in page("bpm.md")
    assert f"labels = {bpm.LABELS}" in page("bpm.md")
    assert f"prior_variance={bpm.PRIOR_VARIANCE:g})" in page("bpm.md")
    assert f"rng={hierarchical.SEED})" in page("hierarchical.md")
