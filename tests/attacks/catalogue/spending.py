"""Small answers that are dear to judge."""

from tests.attacks.model import Attack, answer

# Multiples of this number all have the hash 0, and telling n of them apart takes n² steps.
_ALIKE = "2**61 - 1"

ATTACKS: list[Attack] = [
    answer(
        "set_of_numbers_of_one_hash",
        "Return a set of numbers of one hash",
        "Return 20 000 numbers with the same hash, in a subclass of `set` that yields them without "
        "storing them.",
        "A set is read by its own type and counted before it is built: it is empty, and wrong.",
        "return Sly()",
        f"""
        class Sly(set):
            def __iter__(self): return iter([i * ({_ALIKE}) for i in range(20_000)])
            def __len__(self): return 20_000
        """,
    ),
    answer(
        "dictionary_of_numbers_of_one_hash",
        "Return a dictionary of numbers of one hash",
        "Return a dictionary whose keys are found only after all others were looked at.",
        "More keys than an answer may have: wrong, with a message that says so.",
        f"return {{i * ({_ALIKE}): i for i in range(3_000)}}",
    ),
    answer(
        "dictionary_of_tuples_of_one_hash",
        "Return a dictionary of long keys of one hash",
        "Return a dictionary whose keys are long tuples that differ only at their end.",
        "A key is a number, a text or a short tuple of them: wrong, with a message that says so.",
        f"return {{(0,) * 90 + (i * ({_ALIKE}),): i for i in range(1_000)}}",
    ),
    answer(
        "dictionary_of_thousands",
        "Return a dictionary of twelve thousand",
        "Return a dictionary, each entry of which is compared with each known mistake.",
        "More keys than an answer may have: wrong, with a message that says so.",
        "return {i: i for i in range(12_000)}",
    ),
    answer(
        "dictionary_as_large_as_may_be",
        "Return the largest permitted dictionary",
        "Return a dictionary of as many keys of one hash as the wall lets through.",
        "It is looked at once, however many mistakes it is compared with: wrong.",
        f"return {{i * ({_ALIKE}): [i, 'x'] for i in range(950)}}",
    ),
    answer(
        "millions_of_empty_rows",
        "Return four million empty rows",
        "Return an array of no bytes that becomes a list of millions when it is shown.",
        "Every side of a shape counts, an empty one as 1: wrong, with a message that says so.",
        "return np.zeros((2**22, 0))",
    ),
    answer(
        "sixteen_megabytes_of_small_numbers",
        "Return 16 MB of small numbers",
        "Return an array of bytes, each of which becomes an object of 28 bytes when it is listed.",
        "An answer has a megabyte and 100 000 values: wrong, with a message that says so.",
        "return np.zeros(2**24, dtype=np.int8)",
    ),
    answer(
        "one_wide_text",
        "Return an empty array of enormous texts",
        "Return no text at all, in an array whose entries would be 3 MB each.",
        "The width of an entry counts where there is none: wrong.",
        "return np.zeros(0, dtype='<U745918')",
    ),
    answer(
        "one_long_text_among_many",
        "Return one long text among many short ones",
        "Return a list that NumPy would store as if every text were as long as the longest.",
        "It would be gigabytes, and is refused: wrong.",
        "return ['x' * 300_000] + ['y'] * 20_000",
    ),
    answer(
        "table_of_ten_thousand_columns",
        "Return a table of ten thousand columns",
        "Return a small table that pandas takes seconds to put together.",
        "More columns than an answer may have: wrong.",
        "import pandas as pd\nreturn pd.DataFrame(np.zeros((1, 10_000)))",
    ),
    answer(
        "thousands_of_tables",
        "Return thousands of tables",
        "Return a list of empty tables, each of which costs pandas a millisecond.",
        "Tables are counted too: wrong.",
        "import pandas as pd\nreturn [pd.DataFrame()] * 5_000",
    ),
    answer(
        "enormous_categorical",
        "Return a column of a hundred thousand categories",
        "Return a table with a category for each of its rows.",
        "Categories are kept by their hash, and few: wrong.",
        "import pandas as pd\nreturn pd.Series(pd.Categorical(np.arange(90_000)))",
    ),
    answer(
        "text_that_is_no_text",
        "Return text that is no text",
        "Return half a pair of surrogates, which no file can hold, alone and in an array.",
        "Wrong, with a message that says that there is no such character.",
        r"return '\ud800' if level == 0.95 else np.array(['\udfff'])",
    ),
    answer(
        "error_that_says_no_text",
        "Raise an error that says no text",
        "Raise an error whose message and name cannot be written to a file.",
        "What cannot be written is replaced by a question mark: an error.",
        r"raise type('\ud800', (ValueError,), {})('\udcff' * 10)",
        outcomes=("error",),
    ),
    answer(
        "key_too_long_to_print",
        "Return a key too long to print",
        "Return a dictionary whose key is a tuple around a number of 5 000 digits.",
        "An answer holds no number that Python refuses to print: wrong.",
        "return {(10**5000,): 1}",
    ),
    answer(
        "missing_values",
        "Return what is neither equal nor unequal",
        "Return pandas' missing value, alone, in a list and as a key: it refuses to be compared.",
        "Wrong: it cannot be read as numbers.",
        "import pandas as pd\n"
        "return [pd.NA, [pd.NA] * 2, {pd.NA: 1}, np.array([pd.NA])][int(np.size(coef)) % 4]",
    ),
]
