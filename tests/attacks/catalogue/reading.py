"""Reading what is not the student's to read."""

from tests.attacks.model import Attack, answer

# Looks at every folder but those of the system and of installed packages.
_LOOK = """
import os

def look():
    for top in ("/", os.getcwd()):
        for folder, below, files in os.walk(top):
            below[:] = [b for b in below if b not in ("proc", "sys", "usr", "lib", "lib64", "dev")]
            for name in files:
                yield os.path.join(folder, name)
"""

ATTACKS: list[Attack] = [
    answer(
        "reads_the_hidden_checks",
        "Read the hidden checks",
        "Search the disk for the hidden checks and run the reference they import.",
        "They are not in the sandbox. Nothing is found, and the answer is wrong.",
        "assert not found, found\nreturn wrong()",
        _LOOK + "found = [p for p in look() if 'hidden' in p or '/test_e0' in p]\n",
    ),
    answer(
        "reads_the_solutions",
        "Read the solutions",
        "Search every readable Python file for the marks around a solution.",
        "No solution is in the sandbox. Nothing is found, and the answer is wrong.",
        "assert not found, found\nreturn wrong()",
        _LOOK
        + "found = [p for p in look() if 'solutions' in p or 'mistakes' in p]\n"
        + "for p in look():\n"
        + "    if p.endswith('.py') and 'work' not in p and 'BEGIN SOL' + 'UTION' in open(p).read():\n"
        + "        found.append(p)\n",
    ),
    answer(
        "rewrites_the_gradebook",
        "Rewrite the gradebook",
        "Look for the SQLite gradebook and set every score in it to full marks.",
        "The gradebook is not in the sandbox. The answer is wrong, every row stays right.",
        "assert not found, found\nreturn wrong()",
        _LOOK
        + "import sqlite3\nfound = [p for p in look() if p.endswith('.db')]\n"
        + "for p in found:\n"
        + "    with sqlite3.connect(p) as db: db.execute('UPDATE grade SET auto_score = 99')\n",
    ),
    answer(
        "copies_from_another_student",
        "Read other submissions",
        "Look for other students' folders, and for what earlier submissions left behind.",
        "Every submission has a sandbox and a /tmp of its own. Nothing is found.",
        "assert not found, found\nreturn wrong()",
        _LOOK
        + "import sys\n"
        + "found = [p for p in look() if '/submitted/' in p or 'autograded' in p]\n"
        + "for p in (*os.scandir('/tmp'), *os.scandir('/dev/shm')):\n"
        + "    if not (os.getcwd() + sys.prefix + sys.base_prefix).count(p.path):\n"
        + "        found.append(p.path)\n",
    ),
    answer(
        "reads_proc",
        "Read other processes in /proc",
        "Read command lines, environments, working folders, descriptors and memory in /proc.",
        "Only its own processes are there, and none of the grader's can be read.",
        "assert not found, found\nreturn wrong()",
        """
        import glob, os
        found = []
        for entry in glob.glob("/proc/[0-9]*"):
            for name in ("cmdline", "environ", "maps", "mountinfo"):
                try:
                    text = open(f"{entry}/{name}", errors="replace").read()
                except OSError:
                    continue
                found += [p for p in ("gradebook", "hidden", "submitted") if p in text]
            if int(entry[6:]) == os.getpid():
                continue
            for name in ("root", "cwd", "fd", "mem"):
                try:
                    found.append((entry, name, os.listdir(f"{entry}/{name}/.")))
                except OSError:
                    pass
        """,
    ),
    answer(
        "prints_the_environment",
        "Read the grader's environment",
        "Raise an error whose message is the whole environment, to read it in the feedback.",
        "The environment is made anew for student code and holds nothing of the grader's.",
        "import os\nraise RuntimeError(repr(sorted(os.environ.items())))",
        outcomes=("error",),
    ),
    answer(
        "prints_the_mounts",
        "Find out where the grader lives",
        "Raise an error that quotes the mount table, to learn the paths on the instructor's disk.",
        "The student reads an error of their own making; no path of the checkout is in it.",
        """
        told = [line.split()[3] for line in open("/proc/self/mountinfo") if "vrais" in line]
        raise RuntimeError(repr(told))
        """,
        outcomes=("error",),
    ),
    answer(
        "asks_the_packages_where_they_come_from",
        "Ask the packages for paths",
        "Raise an error that quotes where pip installed the course from.",
        "Not closed yet: where the course was installed with `pip install -e`, the path of the "
        "checkout can be read. A path, and nothing in it.",
        """
        import glob, sys
        told = []
        for folder in sys.path:
            for path in glob.glob(folder + "/*vraisemblance*") + glob.glob(folder + "/*.pth"):
                for file in [path, *glob.glob(path + "/*.json")]:
                    try:
                        told.append(open(file).read()[:200])
                    except OSError:
                        pass
        raise RuntimeError(repr(told))
        """,
        outcomes=("error",),
    ),
]
