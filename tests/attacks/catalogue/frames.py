"""Looking for expected values in the memory of the process that runs the student's code."""

from tests.attacks.model import Attack, answer

_NAMES = "('want', 'wanted', 'expected', 'solution', 'half', 'fitted', 'checks', 'item')"

ATTACKS: list[Attack] = [
    answer(
        "walks_the_frames",
        "Walk up the call stack",
        "Look in the local variables of every caller for the value that is expected.",
        "The checks run in another process. The callers hold only the inputs.",
        f"""
        import sys
        frame = sys._getframe()
        while frame is not None:
            for name in {_NAMES}:
                if name in frame.f_locals:
                    return frame.f_locals[name]
            frame = frame.f_back
        return wrong()
        """,
    ),
    answer(
        "walks_every_thread",
        "Walk every thread's stack",
        "The same for all threads of the process, from a thread of its own.",
        "No thread of the process knows a check or an expected value.",
        f"""
        import sys, threading
        found = []
        def look():
            for frame in sys._current_frames().values():
                while frame is not None:
                    found.extend(v for k, v in frame.f_locals.items() if k in {_NAMES})
                    frame = frame.f_back
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        return found[0] if found else wrong()
        """,
    ),
    answer(
        "asks_the_garbage_collector",
        "Ask the garbage collector",
        "Search all objects in memory for expected values, checks and pytest items.",
        "The process was warmed without any check or solution: nothing is found.",
        f"""
        import gc
        for thing in gc.get_objects():
            if type(thing) is dict and any(name in thing for name in {_NAMES}):
                for name in {_NAMES}:
                    if isinstance(thing.get(name), (np.ndarray, float, list)):
                        return thing[name]
            if type(thing).__module__.startswith(("_pytest", "autograder")):
                raise RuntimeError("found " + type(thing).__name__)
        return wrong()
        """,
    ),
    answer(
        "traces_the_caller",
        "Trace the calling code",
        "Install a trace and a profile function to watch what happens after the return.",
        "It sees how its own value is packed for the way out. Judging happens elsewhere.",
        "import sys\nsys.setprofile(spy)\nsys.settrace(spy)\nreturn seen[0] if seen else wrong()",
        f"""
        seen = []
        def spy(frame, event, arg):
            seen.extend(v for k, v in frame.f_locals.items() if k in {_NAMES})
        """,
    ),
    answer(
        "opens_its_own_memory",
        "Search its own memory byte by byte",
        "Search the process's own memory for the text of a check or of a solution.",
        "No text of a check or a solution ever was in this process.",
        "assert not found, found\nreturn wrong()",
        """
        found = []
        words = [b"test_units_scale_" + b"the_interval", b"BEGIN " + b"SOLUTION"]
        try:
            with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
                for line in maps:
                    if "heap" in line:
                        start, end = (int(x, 16) for x in line.split()[0].split("-"))
                        memory.seek(start)
                        text = memory.read(min(end - start, 2**26))
                        found += [w for w in words[:1] if text.count(w)]
        except OSError:
            pass
        """,
    ),
]
