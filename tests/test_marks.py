"""Notebooks that the engine made when it knew one course are read as before."""

from __future__ import annotations

import json

import pytest

from autograder import marks
from autograder.notebooks import read_notebook


def _notebook(metadata: dict) -> bytes:
    return json.dumps(
        {"cells": [], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    ).encode()


@pytest.mark.parametrize("key", [marks.KEY, marks.OLD_KEY])
def test_a_notebook_is_known_by_the_new_mark_and_by_the_old(key) -> None:
    assert read_notebook(_notebook({key: {"chapter": "chance"}})).chapter == "chance"
    assert read_notebook(_notebook({key: {"driver": True}})).driver
    assert marks.mark_of({key: {"title": "A"}}) == {"title": "A"}
    assert marks.is_added(f"{key}-notes") and not marks.is_added("notes")


@pytest.mark.parametrize("metadata", [{}, {"autograder": "chance"}, {"autograder": None}, [], None])
def test_whatever_else_stands_in_its_place_is_no_mark(metadata) -> None:
    assert marks.mark_of(metadata) == {}


def test_the_line_that_says_late_takes_the_place_of_the_one_that_was_written_before() -> None:
    import nbformat

    from autograder.nb.autograded import say_late

    old = nbformat.v4.new_markdown_cell("**Two days late.**", id=f"{marks.OLD_KEY}-late")
    notebook = nbformat.v4.new_notebook(cells=[old])
    assert not say_late(notebook, "Two days late.")
    assert say_late(notebook, "Three days late.")
    (cell,) = notebook.cells
    assert (cell.id, cell.source) == (f"{marks.KEY}-late", "**Three days late.**")
