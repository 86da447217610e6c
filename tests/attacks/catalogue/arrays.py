"""Values at the edge of what a value can be."""

from tests.attacks.model import POINTS, Attack, answer

ATTACKS: list[Attack] = [
    answer(
        "nan",
        "Return NaN",
        "Return NaN, which some graders take for partial credit.",
        "Wrong: a result must be finite.",
        "return np.full((np.size(coef), 2), np.nan)",
    ),
    answer(
        "infinity",
        "Return infinities",
        "Return -inf and inf: the interval that contains everything.",
        "Wrong: a result must be finite.",
        "return np.tile([-np.inf, np.inf], (np.size(coef), 1))",
    ),
    answer(
        "largest_floats",
        "Return the largest floats",
        "Return finite numbers so large that comparing them overflows.",
        "Wrong, without a warning and without a fault.",
        "return np.tile([-1.7e308, 1.7e308], (np.size(coef), 1)) * (1 + 0 * level)",
        deserves=POINTS / 8,  # "the estimate lies between the bounds, in order" is not all of it
        outcomes=("wrong", "pass"),
    ),
    answer(
        "object_array",
        "Return an array of objects",
        "Return an array of dtype object that mixes numbers, None and text.",
        "Wrong: it cannot be read as numbers.",
        "return np.array([[None, 'x'], [1j, {}]], dtype=object)",
    ),
    answer(
        "number_too_large_for_a_float",
        "Return a number too large for a float",
        "Return integers of 400 digits, which no float can hold.",
        "Wrong: it cannot be read as numbers.",
        "return np.array([[10**400, -(10**400)]] * np.size(coef), dtype=object)",
    ),
    answer(
        "number_too_long_to_print",
        "Return a number too long to print",
        "Return a dictionary whose key has more digits than Python is willing to print.",
        "Wrong: a dictionary is not numbers.",
        "return {10**5000: 1}",
    ),
    answer(
        "dictionary_with_a_huge_number",
        "Hide a huge number in a dictionary",
        "Return a wrong answer that the search for known mistakes cannot read.",
        "Wrong: a dictionary is not numbers.",
        "return {'low': 10**400}",
    ),
    answer(
        "many_records",
        "Return many records",
        "Return a list of sixty dataclass instances, which no known mistake looks like.",
        "Wrong: records are not numbers.",
        "return [Bound(7.0)] * 60",
        "import dataclasses\nBound = dataclasses.make_dataclass('Bound', ['value'])\n",
    ),
    answer(
        "empty_array",
        "Return nothing to compare",
        "Return an array without elements, of which everything is true.",
        "Wrong: the shape is not that of the answer.",
        "return np.zeros((0, 2))",
    ),
    answer(
        "empty_array_of_an_enormous_shape",
        "Return an empty array of an enormous shape",
        "Return an array with 2**62 rows of no columns: no bytes, and no end when it is listed.",
        "Wrong: the shape is not that of the answer.",
        "return np.zeros((2**62, 0), dtype=np.int8)",
    ),
    answer(
        "broadcast_giant",
        "Return a giant that takes no room",
        "Return one number broadcast to 8 GB, to be filled in by whoever copies it.",
        "It is copied on the student's side, which runs out of its own memory.",
        "return np.broadcast_to(7.0, (10**9, 2))",
        outcomes=("out of memory", "wrong"),
    ),
    answer(
        "enormous_array",
        "Return 240 MB",
        "Return an array far larger than any answer.",
        "Wrong, with a message that names the limit.",
        "return np.zeros(3 * 10**7)",
    ),
    answer(
        "three_million_numbers",
        "Return three million separate numbers",
        "Return a list that is small to make and slow to read.",
        "Wrong, with a message that asks for an array.",
        "return [7.0] * 3_000_000",
    ),
    answer(
        "deep_nesting",
        "Return a list nested a thousand deep",
        "Return a structure that overflows the stack of whoever reads it.",
        "Wrong, with a message that names the limit.",
        "x = []\nfor _ in range(1000): x = [x]\nreturn x",
    ),
    answer(
        "contains_itself",
        "Return a list that contains itself",
        "Return a structure without an end.",
        "Wrong, with a message that asks whether it contains itself.",
        "x = [1.0]\nx.append(x)\nreturn x",
    ),
    answer(
        "structured_array",
        "Return a structured array",
        "Return an array of records with fields and padding.",
        "Wrong: it is not an array of numbers.",
        "return np.zeros(3, dtype=[('low', 'f8'), ('pad', 'V100'), ('high', 'O')])",
    ),
    answer(
        "masked_array",
        "Return a masked array",
        "Return the wrong values under a mask, of which everything is true.",
        "Wrong, with a message that asks for a plain array.",
        "return np.ma.masked_array(wrong(), mask=True)",
    ),
    answer(
        "complex_numbers",
        "Return complex numbers",
        "Return complex numbers, whose imaginary part a comparison might drop.",
        "Wrong, with a message that says so.",
        "return wrong() + 1j",
    ),
    answer(
        "numbers_as_text",
        "Return numbers as text",
        "Return text that looks like numbers, and dates that can be read as such.",
        "Wrong, with a message that says so.",
        "return np.array([['1e3', 'nan']] * np.size(coef))",
    ),
    answer(
        "dates",
        "Return dates",
        "Return dates, which NumPy can turn into numbers.",
        "Wrong: whatever number they turn into.",
        "return np.full((np.size(coef), 2), np.datetime64('2020-01-01'))",
    ),
    answer(
        "right_with_negative_strides",
        "Return the right answer read backwards",
        "Return a view with negative strides over a larger array, read-only.",
        "The values are right, and values are what counts: full points.",
        """
        store = np.zeros((2 * np.size(coef), 4))[::-2, ::-2]
        store[...] = right()
        store.flags.writeable = False
        return store
        """,
        deserves=POINTS,
        outcomes=("pass",),
    ),
    answer(
        "right_in_an_unusual_dtype",
        "Return the right answer as big-endian long doubles",
        "Return a Fortran-ordered array in a dtype of another byte order.",
        "The values are right, and values are what counts: full points.",
        "return np.asfortranarray(right()).astype('>f8').astype(np.longdouble)",
        deserves=POINTS,
        outcomes=("pass",),
    ),
    answer(
        "right_in_a_table",
        "Return the right answer in a table",
        "Return a DataFrame with doubled column names and a strange index.",
        "The values are right, and values are what counts: full points.",
        "import pandas as pd\n"
        "return pd.DataFrame(right(), columns=['x', 'x'], index=[None] * np.size(coef))",
        deserves=POINTS,
        outcomes=("pass",),
    ),
]
