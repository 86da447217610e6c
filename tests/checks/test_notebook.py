"""`check("ols.confidence_interval")` in a live notebook."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import numpy as np
import pytest
from jupyter_client.manager import start_new_kernel
from scipy import stats

from autograder import check, hint
from autograder.checks.cells import MOST_LINES, Printed
from autograder.checks.limit import Limit
from autograder.checks.notebook import CheckFailed
from autograder.errors import UserError
from autograder.registry import read_chapter
from autograder.student.checking import CALL_S
from autograder.student.state import FILE


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
    assert "looks like a known slip" in capsys.readouterr().out


def test_a_missing_function_is_named(folder, capsys) -> None:
    with pytest.raises(CheckFailed):
        check("ols.confidence_interval", {})
    printed = capsys.readouterr().out
    assert printed.count("The cell that defines `confidence_interval` has not been run") == 1
    assert "✗" not in printed


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


RIGHT = """
import numpy as np
from scipy import stats

def confidence_interval(coef, std_error, df_resid, level=0.95):
    half = stats.t.ppf((1 + level) / 2, df_resid) * np.asarray(std_error)
    return np.column_stack([np.asarray(coef) - half, np.asarray(coef) + half])
""".strip()
SETUP = "from autograder import check, hint"
CHECK = 'check("ols.confidence_interval")'


@pytest.fixture
def run_cells(folder) -> Callable[..., list[str]]:
    """Run cells in a real kernel. Returns what each of them shows, in plain text."""

    def run(*sources: str) -> list[str]:
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        notebook = nbformat.v4.new_notebook(cells=cells)
        client = nbclient.NotebookClient(
            notebook, allow_errors=True, timeout=120, resources={"metadata": {"path": str(folder)}}
        )
        client.execute()
        return ["\n".join(map(_shown, cell.outputs)) for cell in cells]

    return run


def _shown(output) -> str:
    if output.output_type == "error":
        return "\n".join(output.traceback)
    return output.get("text") or output.data["text/plain"]


def test_a_cell_that_was_not_run_is_named_once(run_cells) -> None:
    *_, shown = run_cells(SETUP, CHECK)
    assert "The cell that defines `confidence_interval` has not been run" in shown
    assert shown.count("has not been run") == 1
    assert "renamed" not in shown


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("1 / 0\n" + RIGHT, "ZeroDivisionError: division by zero (Cell In[2], line 1: 1 / 0)"),
        (RIGHT.replace("level=0.95)", "level=0.95))"), "SyntaxError"),
        (RIGHT.replace("import numpy as np", "import nump as np"), "ModuleNotFoundError"),
    ],
)
def test_a_cell_that_raised_is_named_with_its_error_and_line(run_cells, cell, says) -> None:
    *_, shown = run_cells(SETUP, cell, CHECK)
    assert "The cell that defines `confidence_interval` raised an error when it ran" in shown
    assert says in shown
    assert "Cell In[2], line" in shown
    assert "ipykernel" not in shown
    assert "not been run" not in shown


def test_a_cell_that_raised_before_ours_was_imported_is_not_called_not_run(run_cells) -> None:
    *_, shown = run_cells("1 / 0\n" + RIGHT, SETUP, CHECK)
    assert "was run, but there is no `confidence_interval` now" in shown


def test_a_renamed_function_is_said_to_be_renamed(run_cells) -> None:
    renamed = RIGHT.replace("confidence_interval(", "interval_of(")
    # JupyterLab says which cell of the file is run; this client does not, so the cell says it.
    run = f"get_ipython().run_cell({renamed!r}, True, cell_id='confidence-interval-code')"
    *_, shown = run_cells(SETUP, run, CHECK)
    assert "was run, but it defines no function called `confidence_interval`" in shown


def test_a_line_that_still_raises_notattempted_is_named(run_cells) -> None:
    stub = """
from given import NotAttempted

def confidence_interval(coef, std_error, df_resid, level=0.95):
    raise NotAttempted  # replace this line with your code
""".strip()
    half = "    raise NotAttempted  # replace this line with your code"
    left = RIGHT.replace("    return", half + "\n    return")
    _, untouched, *_, shown = run_cells(
        SETUP + "\n" + stub, CHECK, "from given import NotAttempted\n" + left, CHECK
    )
    assert "that is where everyone starts" in untouched
    assert "run its cell first" in untouched
    assert "still raises NotAttempted (Cell In[3], line 7)" in shown
    assert "everyone starts" not in shown


def test_an_old_version_is_not_checked_in_silence(run_cells) -> None:
    *_, old, _, new = run_cells(SETUP, RIGHT, "1 / 0\n" + RIGHT, CHECK, RIGHT, CHECK)
    assert "3 of 3 public checks pass" in old
    assert "raised an error when it ran: ZeroDivisionError" in old
    assert "the version that you ran before" in old
    assert "raised an error" not in new


def test_an_error_names_the_cell_and_the_line(run_cells) -> None:
    *_, shown = run_cells(SETUP, "def half(x):\n    return x / None", CHECK_HALF, CHECK)
    assert "Cell In[2], line 2, in half: return x / None" in shown
    assert "Cell In[3], line 2, in confidence_interval: return half(coef)" in shown
    assert ".py" not in shown


CHECK_HALF = """
def confidence_interval(coef, std_error, df_resid, level=0.95):
    return half(coef)
""".strip()


def test_what_a_function_prints_is_shown_by_the_check_that_called_it(run_cells) -> None:
    loud = RIGHT.replace("    half =", "    print('level is', level)\n    half =")
    *_, shown = run_cells(SETUP, loud, CHECK)
    assert "printed  level is 0.95" in shown
    assert "3 of 3 public checks pass" in shown


ENDLESS = """
from pathlib import Path

def confidence_interval(coef, std_error, df_resid, level=0.95):
    Path("started").touch()
    {loop}
""".strip()
LOOPS = [
    "while True: pass",
    "while True: print('again')",
    """while True:
        try:
            while True: pass
        except BaseException: pass""",
]


@pytest.mark.parametrize("loop", LOOPS)
def test_one_interrupt_ends_the_check_and_not_the_kernel(folder, loop) -> None:
    manager, client = start_new_kernel(cwd=str(folder))
    try:
        _run_in(client, "kept = 5\n" + SETUP + "\n" + ENDLESS.format(loop=loop))
        asked = client.execute(CHECK)
        while not (folder / "started").exists():
            time.sleep(0.05)
        time.sleep(0.2)
        manager.interrupt_kernel()
        shown = _answer(client, asked)
        assert "The check of ols.confidence_interval was interrupted" in shown
        assert "your code raised" not in shown
        assert "✗" not in shown
        assert _run_in(client, "kept + 1") == "6"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("loop", LOOPS)
def test_a_call_that_never_ends_is_stopped_and_its_line_is_shown(run_cells, loop) -> None:
    short = "import autograder.checks.notebook as n, functools\nn.Limit = functools.partial(n.Limit, 1.0)"
    *_, shown = run_cells(SETUP, short, ENDLESS.format(loop=loop), CHECK)
    assert "your code ran for more than 1 seconds and was stopped" in shown
    assert "Cell In[3], line" in shown
    assert "KeyboardInterrupt" not in shown


def test_the_limit_is_that_of_course_check() -> None:
    assert Limit().seconds == CALL_S


def _run_in(client: Any, code: str) -> str:
    return _answer(client, client.execute(code))


def _answer(client: Any, asked: str) -> str:
    """What the kernel shows in answer to one request."""
    shown: list[str] = []
    while True:
        message = client.get_iopub_msg(timeout=120)
        if message["parent_header"].get("msg_id") != asked:
            continue
        content = message["content"]
        if message["msg_type"] == "status" and content["execution_state"] == "idle":
            return "\n".join(shown)
        if message["msg_type"] in ("display_data", "execute_result"):
            shown.append(content["data"]["text/plain"])
        elif message["msg_type"] == "error":
            shown.append("\n".join(content["traceback"]))


def test_an_endless_print_is_cut() -> None:
    taken = Printed()
    for number in range(1_000):
        print("line", number, file=taken)
    assert taken.text.splitlines()[-2:] == [
        f"line {MOST_LINES - 1}",
        f"… and {1_000 - MOST_LINES} more lines",
    ]
    taken = Printed()
    taken.write("x" * 10**6)
    assert len(taken.text) < 2_000
    assert taken.text.endswith("… and 1 more line")


def test_hints_come_one_at_a_time_and_are_those_of_the_command(run_cells, folder) -> None:
    names = "confidence_interval", "ols.confidence_interval"
    _, *shown = run_cells(SETUP, *(f'hint("{name}")' for name in (*names, *names)))
    hints = read_chapter(folder).find("confidence_interval").hints
    for number, text in enumerate(shown[:3]):
        assert f"Hint {number + 1} of 3" in text
        assert [h in text for h in hints] == [n == number for n in range(3)]
    assert all(h in shown[3] for h in hints)
    progress = json.loads((folder.parent / FILE).read_text())
    assert progress["exercises"]["ols.confidence_interval"]["hints"] == 3


def test_a_hint_for_no_exercise_says_which_there_are(folder) -> None:
    with pytest.raises(UserError, match="no exercise 'confidence'"):
        hint("confidence")


def test_the_first_cell_of_every_chapter_says_that_there_are_hints(root) -> None:
    for path in sorted((root / "exercises").glob("ch*_*/ch*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        first = next(c for c in cells if c["cell_type"] == "code")
        name = read_chapter(path.parent).exercise[0].name
        assert f'hint("{name}")' in "".join(first["source"])
        assert "from autograder import check, hint" in "".join(first["source"])
