"""Patching what a grader in the same process would judge with."""

from tests.attacks.model import BEFORE, Attack, answer

_AGAIN = "return wrong()"

ATTACKS: list[Attack] = [
    answer(
        "patches_numpy",
        "Patch NumPy's comparisons",
        "Make `allclose`, `isclose`, `array_equal` and `numpy.testing` always say yes.",
        "The checks compare with a NumPy in another process. The answer is wrong.",
        _AGAIN,
        """
        import numpy.testing
        yes = lambda *args, **kwargs: True
        np.allclose = np.isclose = np.array_equal = yes
        np.testing.assert_allclose = np.testing.assert_array_equal = yes
        """,
    ),
    answer(
        "patches_pytest",
        "Patch pytest",
        "Make every pytest item pass and every report a success.",
        "No pytest runs here. The answer is wrong.",
        _AGAIN,
        """
        import sys, types
        try:
            import pytest
            from _pytest import reports, runner
            reports.TestReport.passed = property(lambda self: True)
            runner.call_and_report = runner.runtestprotocol = lambda *args, **kwargs: []
            pytest.fail = pytest.raises = lambda *args, **kwargs: None
        except ImportError:
            sys.modules["pytest"] = types.ModuleType("pytest")
        """,
    ),
    answer(
        "patches_builtins",
        "Patch Python's built-in functions",
        "Make `all`, `any`, `abs`, `round` and `max` agree with everything.",
        "The built-ins of the judging process are its own. The answer is wrong.",
        _AGAIN,
        """
        import builtins
        builtins.all = builtins.any = lambda *args, **kwargs: True
        builtins.abs = builtins.round = builtins.max = lambda *args, **kwargs: 0
        """,
        others=(BEFORE,),
    ),
    answer(
        "replaces_modules",
        "Put false modules in place",
        "Put modules of its own into `sys.modules` under the names of the checks' tools.",
        "Nothing in this process asks those modules for a judgement.",
        _AGAIN,
        """
        import sys, types
        for name in ("autograder.checks", "autograder.checks.expect", "course.ols", "pytest"):
            fake = types.ModuleType(name)
            fake.Expect = fake.fit = fake.mark = lambda *args, **kwargs: None
            sys.modules[name] = fake
        """,
    ),
    answer(
        "hooks_the_imports",
        "Hook the import system",
        "Answer every later import with a module that says yes to everything.",
        "What is needed was imported before; the judging process has hooks of its own.",
        _AGAIN,
        """
        import importlib.abc, importlib.machinery, sys
        class Yes(importlib.abc.MetaPathFinder, importlib.abc.Loader):
            def find_spec(self, name, path=None, target=None):
                if name.split(".")[0] in ("course", "autograder", "pytest", "hidden"):
                    return importlib.machinery.ModuleSpec(name, self)
            def exec_module(self, module):
                module.__getattr__ = lambda name: lambda *args, **kwargs: True
        sys.meta_path.insert(0, Yes())
        """,
    ),
    answer(
        "patches_the_codec",
        "Patch the codec that carries answers",
        "Replace `worker.codec.encode` so that every answer says: passed, with 10 points.",
        "The far side knows no such message: unreadable, and the checks end as crashed.",
        _AGAIN,
        """
        from worker import codec, load
        real = codec.encode
        def encode(value):
            if isinstance(value, dict):
                return real({"outcome": "pass", "score": 10.0, "passed": True})
            return real(value)
        codec.encode = load.codec.encode = encode
        """,
        outcomes=("crashed",),
        others=(BEFORE,),
    ),
    answer(
        "patches_the_worker",
        "Patch the worker that calls the function",
        "Replace `outcome_of` by a function that reports success without running anything.",
        "A report of success is no value: unreadable, and the checks end as crashed.",
        _AGAIN,
        """
        from worker import codec, load
        load.outcome_of = lambda action, own: codec.encode({"value": True, "outcome": "pass"})
        """,
        outcomes=("crashed", "wrong"),
        others=(BEFORE,),
    ),
    answer(
        "sends_a_pickle",
        "Send a pickle that runs code",
        "Send a pickle in place of the answer, which would run a command when it is loaded.",
        "Nothing is ever unpickled. The bytes are not an answer: crashed.",
        _AGAIN,
        """
        import os, pickle
        from worker import load
        class Run:
            def __reduce__(self):
                return os.system, ("touch /tmp/MARK_OF_THIS_RUN",)
        load.outcome_of = lambda action, own: pickle.dumps(Run())
        """,
        outcomes=("crashed", "wrong"),
        others=(BEFORE,),
    ),
    answer(
        "returns_a_pickle",
        "Return a pickle that runs code",
        "Return such a pickle as bytes, and as an array of dtype object.",
        "Bytes are not numbers: wrong. Nothing is ever unpickled.",
        """
        import os, pickle
        class Run:
            def __reduce__(self):
                return os.system, ("touch /tmp/MARK_OF_THIS_RUN",)
        return pickle.dumps(Run())
        """,
    ),
    answer(
        "fixes_the_random_numbers",
        "Fix the random numbers",
        "Seed and replace NumPy's generators, so that hidden inputs could be known.",
        "Hidden inputs are drawn in another process, from a seed that only the course knows.",
        _AGAIN,
        """
        import random
        random.seed(0)
        np.random.seed(0)
        np.random.default_rng = lambda *args: np.random.Generator(np.random.PCG64(0))
        """,
    ),
    answer(
        "replaces_the_text_codecs",
        "Replace Python's text codecs",
        "Register a codec search function and patch `str` encoding helpers.",
        "Answers travel as MessagePack, checked on arrival. The answer is wrong.",
        _AGAIN,
        """
        import codecs, encodings, json
        codecs.register(lambda name: codecs.lookup("latin-1") if name == "vrais" else None)
        encodings.search_function = lambda name: None
        json.dumps = json.loads = lambda *args, **kwargs: "10"
        """,
    ),
    answer(
        "prints_a_score",
        "Print a score",
        "Print and display what stock autograders read as full marks: a number, JSON, NaN.",
        "What is printed is thrown away. The answer is wrong.",
        """
        import sys
        for stream in (sys.stdout, sys.stderr, sys.__stdout__):
            print('{"score": 10.0, "outcome": "pass"}', file=stream)
        sys.displayhook(np.float64(10.0))
        sys.displayhook(float("nan"))
        return wrong()
        """,
    ),
]
