"""What a sandbox can see of the host: a list of steps that both kinds of walls carry out.

A step is one of
    ("bind", source, target)   the host's `source` appears read-only at `target`
    ("link", text, path)       a symbolic link
    ("hide", "", path)         an empty read-only folder covers `path`
    ("mask", "", path)         the null device covers the file `path`
in an order in which each can be carried out. Only the interpreter, its libraries and its packages
are bound, never a whole prefix: a virtual environment made in the repo's root must not show the
repo.
"""

# Below pathlib's level paths are plain strings.
# ruff: noqa: PTH110, PTH112, PTH113, PTH114, PTH115, PTH118, PTH119, PTH120, PTH208

from __future__ import annotations

import os
import re
import site
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

HOME_OF_WORKER = "/opt/autograder"
OUR_PACKAGES = ("autograder", "solutions", "exercises")

Step = tuple[str, str, str]

_SYSTEM = (
    "/lib", "/lib64", "/lib32", "/usr/lib", "/usr/lib64", "/usr/lib32", "/usr/share/zoneinfo",
    "/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives",
)  # fmt: skip
# What PyTensor needs to compile: a C++ compiler, its headers, and a shell for its wrapper scripts.
_TOOLS = ("/bin", "/usr/bin", "/usr/include", "/usr/libexec")
_STORES = ("/nix/store", "/gnu/store")


def site_folders() -> list[str]:
    """The folders of installed packages that this interpreter uses."""
    found = [*site.getsitepackages()]
    found += [p for p in sys.path if os.path.basename(p) in ("site-packages", "dist-packages")]
    return [p for p in dict.fromkeys(found) if os.path.isdir(p)]


def steps(worker: Path, hide: Iterable[Path] = (), tools: bool = False) -> list[Step]:
    """The steps that make the sandbox's view of the host."""
    wanted = [*_SYSTEM, *(_TOOLS if tools else ()), *site_folders()]
    for executable in {sys.executable, getattr(sys, "_base_executable", sys.executable)}:
        wanted.append(executable)
    for prefix in {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}:
        parts = ("lib", "lib64", "pyvenv.cfg", *(("include",) if tools else ()))
        wanted += [os.path.join(prefix, part) for part in parts]
        wanted += [store for store in _STORES if prefix.startswith(store + "/")]

    links: dict[str, str] = {}
    binds: set[str] = set()
    for path in wanted:
        _mirror(path, links, binds)
    bad = binds & {"/", "/home", "/root", "/usr", "/etc", "/tmp", str(Path.home())}
    binds -= bad  # whatever a strange set-up says, these are never shown whole

    covers = {os.path.realpath(p) for p in [*_ours(), *map(str, hide)]}
    marks = [("bind", p) for p in binds] + [("link", p) for p in links]
    marks += [("hide", p) for p in covers if os.path.isdir(p) and p not in binds]
    marks += [("mask", p) for p in covers if os.path.isfile(p) and p not in binds]
    marks.sort(key=lambda mark: (mark[1].count("/"), mark[1]))

    done: dict[str, str] = {}
    result: list[Step] = []
    for verb, path in marks:
        above = _nearest(path, done)
        covering = verb in ("hide", "mask")
        if covering and above != "bind":
            continue  # nothing to hide: it is not visible
        if not covering and above == "bind":
            continue  # visible already, as part of what is bound above it
        done[path] = verb
        result.append((verb, {"bind": path, "link": links.get(path, "")}.get(verb, ""), path))
    result.append(("bind", str(worker.resolve()), f"{HOME_OF_WORKER}/{worker.name}"))
    return result


def _mirror(path: str, links: dict[str, str], binds: set[str]) -> None:
    """Note the symbolic links on the way to `path`, and the real file or folder at its end."""
    done, rest = "/", [part for part in path.split("/") if part]
    for _ in range(400):  # more steps than this are a loop of links
        if not rest:
            if os.path.exists(done):
                binds.add(done)
            return
        part = rest.pop(0)
        if part in (".", ".."):
            done = os.path.dirname(done) if part == ".." else done
            continue
        here = os.path.join(done, part)
        if os.path.islink(here):
            text = os.readlink(here)
            links[here] = text
            rest = [piece for piece in text.split("/") if piece] + rest
            done = "/" if text.startswith("/") else done
        else:
            done = here


def installed(packages: Sequence[str], distributions: Sequence[str]) -> list[Path]:
    """Where these packages are installed, and the metadata of these distributions: to be hidden."""
    return [
        Path(folder, name)
        for folder in map(os.path.realpath, site_folders())
        for name in (*packages, *_metadata(folder, distributions))
    ]


def _metadata(folder: str, distributions: Sequence[str]) -> Iterator[str]:
    """What is there of distributions beside their packages. One that is installed from a checkout
    names the checkout's folder in it."""
    plain = "|".join(re.escape(_plain(name)) for name in distributions if name)
    if not plain:
        return
    ours = re.compile(rf"({plain})_.*_(dist|egg)_info|.*({plain}).*_(pth|egg_link)")
    yield from (name for name in sorted(os.listdir(folder)) if ours.fullmatch(_plain(name)))


def _plain(name: str) -> str:
    """A file's or a distribution's name, however its parts are joined."""
    return re.sub(r"[-_.]+", "_", name).lower()


def _engine_distribution() -> list[str]:
    """The distribution that this engine was installed with, by whatever name."""
    from importlib import metadata

    entries = metadata.entry_points(group="console_scripts", name="autograder")
    return [entry.dist.name for entry in entries if entry.dist is not None]


def _ours() -> list[str]:
    """What of the engine must not be seen, wherever it is installed: nor where that is."""
    home = Path(__file__).resolve().parents[2]  # the folder that holds `autograder`
    packages = [os.path.realpath(p) for p in site_folders()]
    found = [str(path) for path in installed(OUR_PACKAGES, _engine_distribution())]
    if str(home) not in packages:
        found.append(str(home))
    return found + [str(home / name) for name in OUR_PACKAGES]


def _nearest(path: str, done: dict[str, str]) -> str:
    """The verb of the closest step at or above `path`."""
    while path != "/":
        path = os.path.dirname(path)
        if path in done:
            return done[path]
    return ""
