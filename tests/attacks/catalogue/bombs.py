"""Using up what is shared."""

from tests.attacks.model import POINTS, Attack, answer

ATTACKS: list[Attack] = [
    answer(
        "fork_bomb",
        "Fork without end",
        "Start processes until the machine has no more.",
        "The number of processes is limited, and all of them end with the sandbox.",
        """
        import os
        while True:
            os.fork()
        """,
        outcomes=("error", "crashed", "time-out", "wrong"),
    ),
    answer(
        "thread_bomb",
        "Start threads without end",
        "Start threads until the machine has no more.",
        "The number of threads is limited: an error.",
        """
        import threading, time
        while True:
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        """,
        outcomes=("error", "out of memory", "crashed"),
    ),
    answer(
        "memory_at_once",
        "Ask for 100 GB",
        "Ask for more memory than there is.",
        "Refused: out of memory.",
        "return bytearray(10**11)",
        outcomes=("out of memory",),
    ),
    answer(
        "memory_bit_by_bit",
        "Hoard memory bit by bit",
        "Fill memory in small pieces, and swallow the error when there is no more.",
        "The memory of a sandbox is limited, whoever else is graded: out of memory.",
        "hoard = []\nwhile True: hoard.append(bytearray(2**26))",
        outcomes=("out of memory", "time-out"),
    ),
    answer(
        "memory_in_many_processes",
        "Hoard memory in many processes",
        "Spread the hoard over several processes, each below its own limit.",
        "All processes of a sandbox share one limit: it is ended.",
        """
        import os
        for _ in range(6):
            if os.fork() == 0:
                hoard = bytearray(b"x" * 700 * 2**20)
                while True: hoard[0] = 1
        os.wait()
        """,
        outcomes=("out of memory", "time-out", "crashed", "error"),
    ),
    answer(
        "disk_bomb",
        "Fill the disk",
        "Write files until the disk is full.",
        "It fills a small file system in memory that goes with the sandbox: an error.",
        """
        for number in range(10**6):
            with open(f"/tmp/{number}", "wb") as file: file.write(b"x" * 2**24)
        """,
        outcomes=("error",),
    ),
    answer(
        "one_enormous_file",
        "Write one enormous file",
        "Write a sparse file of a terabyte.",
        "Files have a limit: an error.",
        "with open('/tmp/big', 'wb') as file: file.truncate(2**40)",
        outcomes=("error", "crashed"),
    ),
    answer(
        "open_file_bomb",
        "Open files without end",
        "Open descriptors until there are no more.",
        "The number of open files is limited: an error.",
        "hoard = []\nwhile True: hoard.append(open('/dev/null'))",
        outcomes=("error", "crashed"),
    ),
    answer(
        "output_bomb",
        "Print without end",
        "Print 200 MB on one line, to standard output, standard error and as warnings.",
        "What is printed is thrown away. The answer was right: full points.",
        """
        import sys, warnings
        for _ in range(20):
            sys.stdout.write("x" * 10**6)
            sys.stderr.write("y" * 10**6)
        warnings.warn("z" * 10**6)
        return right()
        """,
        deserves=POINTS,
        outcomes=("pass",),
    ),
]
