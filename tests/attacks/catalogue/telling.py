"""Ways to carry the inputs of hidden checks out, and what is left of them."""

from tests.attacks.model import BEFORE, Attack, answer

_NUMBER = "secret = int(abs(float(np.ravel(coef)[0])) * 10**6)\n"
_TOLD = "Of a hidden check the student learns the kind of value that came back, and no size."


def _tells(name: str, title: str, by: str, body: str, *more: str, **options: object) -> Attack:
    tried = f"Put the digits of an input into {by}."
    return answer(name, title, tried, more[0] if more else _TOLD, _NUMBER + body, **options)


ATTACKS: list[Attack] = [
    _tells("tells_by_shape", "Tell by a shape", "a shape", "return np.zeros((secret % 900, 2, 1))"),
    _tells(
        "tells_by_axes",
        "Tell by a number of axes",
        "the number of an array's axes",
        "return np.zeros((1,) * (secret % 30))",
    ),
    _tells(
        "tells_by_width_of_text",
        "Tell by the width of a text",
        "the width of the texts in an array",
        "return np.zeros(1, dtype=f'<U{secret % 10_000 + 1}')",
    ),
    _tells(
        "tells_by_unit_of_time",
        "Tell by a unit of time",
        "the unit of a duration",
        "return np.zeros(1, dtype=f'timedelta64[{secret % 10**8 + 1}s]')",
    ),
    _tells(
        "tells_by_length",
        "Tell by a length",
        "the length of a list, a text or a dictionary",
        "n = secret % 900\nreturn [[0] * n, 'x' * n, dict.fromkeys(range(n))][secret % 3]",
    ),
    _tells(
        "tells_by_names",
        "Tell by names of columns",
        "names of columns, of keys and of a dataclass",
        "import dataclasses, pandas as pd\n"
        "name = f'digits_{secret}'\n"
        "made = dataclasses.make_dataclass(name, [(name, float)])(1.0)\n"
        "return [pd.DataFrame({name: [1.0]}), {name: 1}, made][secret % 3]",
    ),
    _tells(
        "tells_by_class_of_error",
        "Tell by the class of an error",
        "the name of an exception, and of what it is made from",
        "bases = [ValueError]\n"
        "for digit in str(secret):\n    bases = [type(f'Is{digit}', tuple(bases), {})]\n"
        "raise bases[0](secret)",
        "Of a hidden check the student learns the common exception that it is made from.",
        outcomes=("error",),
    ),
    _tells(
        "tells_by_lines",
        "Tell by lines of a traceback",
        "the lines that an error comes through, a digit each",
        "steps = [int(d) for d in str(secret)]\nDIGITS[steps[0]](steps[1:])",
        "Of all hidden checks of an exercise one names one line, where the error arose.",
        before="DIGITS = {}\n"
        + "".join(
            f"def digit_{d}(rest):\n    DIGITS[rest[0]](rest[1:]) if rest else 1 / 0\n"
            f"DIGITS[{d}] = digit_{d}\n"
            for d in range(10)
        ),
        outcomes=("error",),
    ),
    _tells(
        "tells_by_signal",
        "Tell by the signal that ends it",
        "the number of the signal by which it ends itself",
        "import os\nos.kill(os.getpid(), [6, 8, 9, 11, 4, 7][secret % 6])",
        "Of a hidden check the student learns that the program ended.",
        outcomes=("crashed",),
    ),
    answer(
        "tells_by_later_public_checks",
        "Tell by an answer to a later public check",
        "Remember every input, and return them all where a public check of another exercise shows "
        "what came back.",
        "No program answers both public and hidden checks: there is nothing to remember.",
        "import builtins\n"
        "builtins.told = [*getattr(builtins, 'told', []), np.ravel(coef).tolist()]\n"
        "return wrong()",
        files={
            "dummy_coding.py": "import builtins\n\n"
            "def dummy_coding(values, base):\n"
            "    return getattr(builtins, 'told', [])[-3:]\n"
        },
        others=(BEFORE,),
    ),
]
