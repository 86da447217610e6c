"""The catalogue is complete and readable, and the table on the site is made from it."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.attacks.catalogue import ATTACKS, THEMES
from tests.attacks.model import Attack
from tests.attacks.table import markdown

MINIMUM = 40


def test_there_are_enough_attacks_and_every_theme_has_some() -> None:
    assert len(ATTACKS) >= MINIMUM
    assert all(THEMES.values())


def test_names_and_titles_are_given_once() -> None:
    for texts in ([a.name for a in ATTACKS], [a.who for a in ATTACKS], [a.title for a in ATTACKS]):
        assert [text for text, times in Counter(texts).items() if times > 1] == []


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.name)
def test_an_attack_says_in_plain_words_what_is_tried_and_what_happens(attack: Attack) -> None:
    assert attack.title[0].isupper() and attack.title[-1] not in ".!?"
    for sentence in (attack.tried, attack.happens):
        assert sentence[0].isupper() and sentence.endswith("."), sentence
    assert attack.outcomes
    assert attack.files or attack.notebook


def test_the_table_holds_every_attack_in_one_row() -> None:
    text = markdown()
    rows = [line for line in text.splitlines() if line.startswith("| **")]
    assert len(rows) == len(ATTACKS)
    for attack, row in zip(ATTACKS, rows, strict=True):
        assert f"**{attack.title}.**" in row
        assert row.replace("\\|", "").count("|") == 4
