"""Objects that say yes, and names that carry secrets out."""

from tests.attacks.model import Attack, answer

ATTACKS: list[Attack] = [
    answer(
        "equals_everything",
        "Return an object that equals everything",
        "Return an object whose `__eq__`, `__bool__`, `__array__` and `__float__` say yes.",
        "Only data crosses the wall, and this is none: wrong, with a message that says so.",
        "return Yes()",
        """
        class Yes:
            shape, dtype, ndim, size = (3, 2), np.dtype(float), 2, 6
            __eq__ = __ne__ = __lt__ = __gt__ = __le__ = __ge__ = lambda self, other: True
            __bool__ = lambda self: True
            __sub__ = __rsub__ = __mul__ = __getitem__ = lambda self, other: self
            __float__ = lambda self: 0.0
            __abs__ = lambda self: 0.0
            __array__ = lambda self, *args, **kwargs: np.full((3, 2), np.nan)
            __array_ufunc__ = lambda self, *args, **kwargs: True
            __array_function__ = lambda self, *args, **kwargs: True
            __hash__ = None
        """,
    ),
    answer(
        "array_that_overrides_numpy",
        "Return an array subclass that lies",
        "Return an `ndarray` subclass that answers every NumPy function with True.",
        "It arrives as the plain array beneath it, which is wrong.",
        "return wrong().view(Liar)",
        """
        class Liar(np.ndarray):
            def __array_ufunc__(self, *args, **kwargs): return True
            def __array_function__(self, *args, **kwargs): return True
            def __eq__(self, other): return True
            def __array_finalize__(self, other): pass
        """,
    ),
    answer(
        "number_that_lies",
        "Return numbers that lie",
        "Return floats of a subclass that equals everything and differs from nothing.",
        "They arrive as the plain numbers beneath them, which are wrong.",
        "return [[Liar(7), Liar(7)] for _ in range(np.size(coef))]",
        """
        class Liar(float):
            __eq__ = __le__ = __ge__ = lambda self, other: True
            __sub__ = __rsub__ = __float__ = __abs__ = lambda self, *other: 0.0
            __repr__ = __str__ = lambda self: "expected"
        """,
    ),
    answer(
        "pretends_to_be_an_array",
        "Pretend to be an array through `__class__`",
        "Return an object whose `__class__` is `ndarray` and whose attributes are made up.",
        "What crosses is built from what NumPy finds in it, which is nothing: wrong.",
        "return Pretender()",
        """
        class Pretender:
            __class__ = property(lambda self: np.ndarray)
            dtype, shape, size, nbytes = np.dtype(float), (1, 2), 2, 16
            tobytes = lambda self: b"\\0" * 16
            def __getattr__(self, name): return self
            def __call__(self, *args, **kwargs): return self
        """,
    ),
    answer(
        "list_that_changes",
        "Return a list that changes when read",
        "Return a list that gives other items, and another length, every time it is asked.",
        "It is read once, on the student's side, and arrives as a plain list: wrong.",
        "return Shifty([[7.0, 7.0]] * np.size(coef))",
        """
        class Shifty(list):
            asked = 0
            def __iter__(self):
                Shifty.asked += 1
                return iter([[7.0 + Shifty.asked] * 2] * len(self))
            def __len__(self): return 1
        """,
    ),
    answer(
        "dataclass_named_ndarray",
        "Return a record that looks like an array",
        "Return a dataclass named `ndarray` with fields such as `shape`, `__len__` and `_name`.",
        "It arrives as a record, whose class is only a name: not numbers, wrong.",
        "return ndarray()",
        """
        import dataclasses
        fields = {"shape": (1, 2), "dtype": "float64", "size": 2, "_name": "ndarray",
                  "__len__": 1, "__float__": 1.0, "__array__": 1, "__iter__": 2, "tolist": 3}
        ndarray = dataclasses.make_dataclass(
            "ndarray", [(k, object, dataclasses.field(default=v)) for k, v in fields.items()]
        )
        """,
    ),
    answer(
        "points_into_the_graders_memory",
        "Point into the grader's memory",
        "Return a record with a field `__array_interface__` that names an address, so that NumPy "
        "on the grader's side reads, or dies of, its own memory.",
        "A record is never handed to NumPy as an array: not numbers, wrong.",
        "return Pointer()",
        """
        import dataclasses
        at = {"shape": (1, 2), "typestr": "<f8", "data": (8, False), "version": 3}
        Pointer = dataclasses.make_dataclass(
            "Pointer", [("__array_interface__", object, dataclasses.field(default_factory=lambda: at))]
        )
        """,
    ),
    answer(
        "class_name_carries_the_inputs",
        "Carry hidden inputs out in a class name",
        "Return an object whose class is named after the inputs, to read them in the feedback.",
        "Of a hidden check the student learns that the object is no data, not its class's name.",
        "return type(repr((coef, std_error)), (), {})()",
    ),
    answer(
        "exception_name_carries_the_inputs",
        "Carry hidden inputs out in an exception's name",
        "Raise an exception whose class is named after the inputs.",
        "Of a hidden check the student learns only the names of ordinary exceptions.",
        "raise type(repr(coef)[:70], (Exception,), {})()",
        outcomes=("error",),
    ),
    answer(
        "exception_message_carries_the_inputs",
        "Carry hidden inputs out in an error message",
        "Raise an error that quotes the inputs.",
        "The messages of errors in hidden checks are not shown.",
        "raise ValueError(repr((coef, std_error, df_resid, level)))",
        outcomes=("error",),
    ),
    answer(
        "source_line_carries_the_inputs",
        "Carry hidden inputs out in a source line",
        "Raise from code compiled on the fly, whose function name and source hold the inputs.",
        "Of a hidden check the student sees only lines that stand in the submission.",
        """
        import linecache, os
        told = repr(np.asarray(coef).tolist())
        file = os.path.join(os.getcwd(), "told.py")
        linecache.cache[file] = (9, None, [told + "\\n"], file)
        made = compile("def tell():\\n    raise ValueError\\n", file, "exec")
        space = {}
        exec(made, space)
        tell = space["tell"]
        tell.__code__ = tell.__code__.replace(co_name=told, co_qualname=told, co_firstlineno=0)
        tell()
        """,
        outcomes=("error",),
    ),
    answer(
        "shape_carries_the_inputs",
        "Carry hidden inputs out in a shape",
        "Return an empty array whose shape spells out the digits of an input.",
        "Of a hidden check the student sees shapes of a size that an answer could have.",
        "return np.zeros((int(abs(np.ravel(coef)[0]) * 10**6), 0))",
    ),
    answer(
        "error_that_cannot_be_printed",
        "Raise an error that cannot be printed",
        "Raise an exception whose `__str__`, `__repr__` and name lookups raise again.",
        "An error like any other, with a message that says it could not be read.",
        "raise Awkward()",
        """
        class Awkward(Exception):
            def __str__(self): raise SystemExit(0)
            __repr__ = __str__
        """,
        outcomes=("error",),
    ),
    answer(
        "claims_not_to_be_attempted",
        "Claim not to be attempted",
        "Raise an exception of its own that is called `NotAttempted`, to leave checks out.",
        "Not attempted, and not a point: a check that was not attempted still counts.",
        "raise NotAttempted",
        "class NotAttempted(Exception): pass\n",
        outcomes=("not attempted",),
    ),
    answer(
        "claims_to_be_out_of_memory",
        "Claim that the machine failed",
        "Raise a `MemoryError`, an `OSError` and a `SystemError` as if the grader were to blame.",
        "The student's own failure, and not a point.",
        "raise (MemoryError if level == 0.95 else SystemError)('the grader is broken')",
        outcomes=("error", "out of memory"),
    ),
    answer(
        "raises_the_checks_own_exceptions",
        "Raise the checks' own exceptions",
        "Raise exceptions named after those by which pytest skips a test or leaves it out.",
        "Their names mean nothing on the far side: an error.",
        "raise Skipped('no reason')",
        "class Skipped(BaseException): pass\nSkipped.__module__ = '_pytest.outcomes'\n",
        outcomes=("error",),
    ),
]
