"""`check("ols.confidence_interval")` in a live notebook."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from autograder import check
from autograder.checks.notebook import CheckFailed
from autograder.errors import UserError


@pytest.fixture
def folder(root, tmp_path, monkeypatch) -> Path:
    """A notebook's folder, under a name of the student's choosing."""
    target = tmp_path / "my statistics"
    shutil.copytree(root / "exercises" / "ch1_ols", target)
    monkeypatch.chdir(target)
    return target


def _interval(coef, std_error, df_resid, level=0.95):
    half = stats.t.ppf((1 + level) / 2, df_resid) * np.asarray(std_error)
    return np.column_stack([np.asarray(coef) - half, np.asarray(coef) + half])


def test_a_right_answer_says_what_local_success_means(folder, capsys) -> None:
    assert check("ols.confidence_interval", {"confidence_interval": _interval}) is None
    printed = capsys.readouterr().out
    assert "3 of 3 public checks pass" in printed
    assert "more run when you submit" in printed


def test_a_wrong_answer_shows_the_card_and_raises_one_line(folder, capsys) -> None:
    def confidence_interval(coef, std_error, df_resid, level=0.95):
        return _interval(coef, std_error, df_resid, level).T

    with pytest.raises(CheckFailed) as caught:
        check("ols.confidence_interval", {"confidence_interval": confidence_interval})
    assert "\n" not in str(caught.value)
    assert "the slip" in capsys.readouterr().out


def test_a_missing_function_is_named(folder, capsys) -> None:
    with pytest.raises(CheckFailed):
        check("ols.confidence_interval", {})
    assert "defines no function called confidence_interval" in capsys.readouterr().out


def test_an_unknown_exercise_lists_those_there_are(folder) -> None:
    with pytest.raises(UserError, match=r"There are: ols\.design_matrix"):
        check("ols.nonsense", {})


def test_outside_a_chapters_folder_the_error_says_where_to_go(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match=r"beside its checks"):
        check("ols.confidence_interval", {})


def test_the_users_own_pytest_options_have_no_say(folder, capsys, monkeypatch) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "-k nothing -x")
    check("ols.confidence_interval", {"confidence_interval": _interval})
    assert "3 of 3 public checks pass" in capsys.readouterr().out
