"""Solution regions: found with a real parser, and never leaked by a marker that is almost right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.build.regions import STUB, find_regions, solution_lines, strip
from autograder.errors import UserError

GOOD = '''\
def f(x):
    """Say BEGINNING of a solution, which is no marker."""
    # BEGIN SOLUTION
    answer = x * 42 + 1000
    return answer
    # END SOLUTION
'''


def test_a_region_becomes_one_line_that_raises_not_attempted() -> None:
    stub = strip(GOOD, "e.py")
    assert f"    {STUB}\n" in stub
    assert "42" not in stub
    assert "SOLUTION" not in stub
    compile(stub, "e.py", "exec")


def test_two_regions_in_one_file_are_both_removed() -> None:
    stub = strip(GOOD + "\n\n" + GOOD.replace("def f", "def g"), "e.py")
    assert stub.count(STUB) == 2
    assert "answer" not in stub


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda s: s.replace("    # END SOLUTION\n", ""), "no '# END SOLUTION'"),
        (lambda s: s.replace("    # BEGIN SOLUTION\n", ""), "no '# BEGIN SOLUTION'"),
        (
            lambda s: s.replace("    return answer", "    # BEGIN SOLUTION\n    return answer"),
            "inside the one on line",
        ),
        (lambda s: s.replace("    # END SOLUTION", "# END SOLUTION"), "not indented like"),
        (
            lambda s: s.replace("    # BEGIN", "# BEGIN").replace("    # END", "# END"),
            "not indented like their statements",
        ),
        (lambda s: s.replace("# BEGIN SOLUTION", "# BEGIN SOLUTON"), "almost a marker"),
        (lambda s: s.replace("# BEGIN SOLUTION", "#BEGIN SOLUTION"), "almost a marker"),
        (lambda s: s.replace("# BEGIN SOLUTION", "# begin solution"), "almost a marker"),
        (lambda s: s.replace("# END SOLUTION", "# END-SOLUTION"), "almost a marker"),
        (lambda s: s.replace("# BEGIN SOLUTION", "### BEGIN SOLUTION"), "almost a marker"),
        (
            lambda s: s.replace("    # BEGIN SOLUTION\n", '    "# BEGIN SOLUTION"\n'),
            "inside a string",
        ),
        (
            lambda s: s.replace("    # BEGIN SOLUTION\n", "    y = 1  # BEGIN SOLUTION\n"),
            "shares its line",
        ),
        (
            lambda s: "# BEGIN SOLUTION\nx = 123456789012\n# END SOLUTION\n",
            "outside every function",
        ),
        (
            lambda s: s.replace("    answer = x * 42 + 1000\n    return answer\n", ""),
            "no statement in it",
        ),
        (
            lambda s: (
                s.replace(
                    "    return answer\n    # END SOLUTION\n", "    # END SOLUTION\n"
                ).replace("    answer = x * 42 + 1000\n", "    if x:\n        answer = 123456\n")
                + "    else:\n        answer = 654321\n    return answer\n"
            ),
            "cuts the statement",
        ),
        (lambda s: s.replace("return answer", "return answer +"), "invalid syntax"),
    ],
)
def test_a_marker_that_is_not_right_is_an_error_with_file_and_line(change, says) -> None:
    with pytest.raises(UserError) as caught:
        strip(change(GOOD), "solutions/f.py")
    assert says in str(caught.value)
    assert "solutions/f.py" in str(caught.value)


def test_a_solution_line_that_also_stands_outside_its_region_is_an_error() -> None:
    source = GOOD.replace("    # BEGIN", "    answer = x * 42 + 1000\n    # BEGIN")
    with pytest.raises(UserError, match="also stands outside"):
        strip(source, "e.py")


def test_a_file_without_a_region_is_an_error() -> None:
    with pytest.raises(UserError, match="no solution region"):
        strip("def f():\n    return 1\n", "e.py")


def test_solution_lines_leave_out_lines_that_say_nothing() -> None:
    assert solution_lines(GOOD, "e.py") == ["answer = x * 42 + 1000", "return answer"]


@given(st.integers(0, 6), st.lists(st.sampled_from(["pass", "y = 1", "z = y"]), max_size=4))
def test_regions_are_found_at_any_depth(depth: int, before: list[str]) -> None:
    lines, indent = ["def f(y):"], "    "
    lines += [indent + line for line in before]
    for _ in range(depth):
        lines.append(indent + "if y:")
        indent += "    "
    lines += [indent + "# BEGIN SOLUTION", indent + "secret = 1", indent + "# END SOLUTION"]
    source = "\n".join(lines) + "\n"
    (region,) = find_regions(source, "e.py")
    assert region.indent == indent
    assert "secret" not in strip(source, "e.py")
