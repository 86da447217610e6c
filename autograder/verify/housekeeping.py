"""What every exercise has to have around it: a page with its anchor, no stray file, names of its own."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

from autograder import registry
from autograder.installed import modules_of
from autograder.known_answers import mistakes_of
from autograder.layout import ChapterFiles
from autograder.registry import Chapter, Exercise
from autograder.settings import read_course

_ATTRIBUTE = re.compile(r"\{[^{}]*#(?P<id>[\w-]+)[^{}]*\}\s*$")
_HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+?)\s*$")


def pages_missing(root: Path, chapter: Chapter, exercise: Exercise) -> list[str]:
    """Return, in words, the pages and anchors that an exercise points at and the site lacks."""
    pages = [exercise.page, *(m.page for m in mistakes_of(root, chapter, exercise) if m.page)]
    found = []
    for page in dict.fromkeys(pages):
        name, _, anchor = page.partition("#")
        path = root / read_course(root).site / "docs" / name
        if not path.is_file():
            found.append(f"its page {name} is not on the site")
        elif not anchor:
            found.append(f"its page {name} is named without the section that explains it")
        elif anchor not in anchors(path.read_text(encoding="utf-8")):
            found.append(f"the page {name} has no section #{anchor}")
    return found


def shadowed_module(root: Path, exercise: Exercise) -> list[str]:
    """Return, in words, that an exercise has the name of a module that something else imports.

    A student's file lies beside the others of its chapter, and Python looks there first: whoever
    imports that module gets the student's file.
    """
    if exercise.name not in modules_of(root):
        return []
    return [
        f"its name is that of a Python module: in a student's folder, import {exercise.name} would get "
        f"the student's {exercise.name}.py. Give the exercise another name"
    ]


def anchors(markdown: str) -> set[str]:
    """Return the anchors of a page's headings: given ones, or made from the words as MkDocs does."""
    found, in_code = set(), False
    for line in markdown.splitlines():
        if line.lstrip().startswith("```"):
            in_code = not in_code
        heading = None if in_code else _HEADING.match(line)
        if heading is None:
            continue
        given = _ATTRIBUTE.search(heading["text"])
        text = re.sub(r"[^\w\s-]", "", heading["text"]).strip().lower()
        found.add(given["id"] if given else re.sub(r"[-\s]+", "-", text))
    return found


def stray_files(root: Path, chapters: list[Chapter]) -> list[str]:
    """Return, in words, the files and folders that belong to no exercise."""
    return [
        f"{stray} belongs to no exercise"
        for chapter in chapters
        for stray in registry.stray_files(ChapterFiles(root, chapter.folder), chapter)
    ]


def colliding_names(root: Path, chapters: list[Chapter]) -> list[str]:
    """Return, in words, helpers that would take each other's place in one notebook.

    A class's notebook holds an answer to every exercise of a chapter in one namespace, so helpers of
    different exercises' answers have to have different names. And an answer is handed in on its own: it
    may call helpers, not another answer.
    """
    found = []
    for chapter in chapters:
        owners: dict[str, set[str]] = defaultdict(set)
        for exercise in chapter.exercise:
            owners[exercise.name].add(exercise.id)
            files = ChapterFiles(root, chapter.folder).exercise(exercise.name)
            for path in (files.mistakes, files.alternatives):
                if not path.is_file():
                    continue
                try:
                    answers, helpers = _names(ast.parse(path.read_text(encoding="utf-8")))
                except SyntaxError as error:
                    found.append(f"{path.relative_to(root)}, line {error.lineno}: {error.msg}")
                    continue
                for name in helpers:
                    owners[name].add(exercise.id)
                for answer, used in answers.items():
                    found += [
                        f"{path.stem} of {exercise.id}: {answer} calls {other}, which is an answer itself"
                        for other in sorted((used & answers.keys()) - {answer})
                    ]
        found += [
            f"the helper {name} stands in the answers of {' and '.join(sorted(ids))}: in one notebook "
            "the later takes the earlier's place"
            for name, ids in owners.items()
            if len(ids) > 1
        ]
    return found


def _names(tree: ast.Module) -> tuple[dict[str, set[str]], set[str]]:
    """The answers of a file, each with the names that it uses, and what else the file defines."""
    answers: dict[str, set[str]] = {}
    helpers: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            answers[node.name] = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            helpers.add(node.name)
        elif isinstance(node, ast.Assign):
            helpers |= {t.id for t in node.targets if isinstance(t, ast.Name)}
    return answers, helpers
