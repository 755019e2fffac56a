# SPDX-License-Identifier: Apache-2.0
"""Sets the project up: Python environment, npm packages, built app. Standard library only.

    python3 tools/setup.py run     what the server needs
    python3 tools/setup.py dev     that, and what the tests need
    python3 tools/setup.py pins    write constraints.txt from what is installed

Each step leaves a stamp in .setup/ with the hash of what it was made from, and is skipped while
the hash stays the same: with nothing to do this ends in well under a second and starts no
other program. Settings of pip and npm (mirrors, proxies, certificates) pass through untouched.
"""

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIP = str(ROOT / ".venv/bin/python")
PYTHON_MIN = (3, 11)
PWA_SOURCES = ("src", "public", "flows", "messages", "build.mjs", "icons.mjs", "package-lock.json")


@dataclass(frozen=True)
class Step:
    """One part of the set-up: what it is made from, what it makes, and how."""

    name: str
    inputs: tuple[Path, ...]
    makes: Path
    work: Callable[[], None]
    after: tuple[str, ...] = ()  # steps whose stamps count as inputs too


def environment(root: Path = ROOT) -> dict[str, str]:
    """The caller's environment, with our programs first, and caches that can be written."""
    env = dict(os.environ)
    env["PATH"] = f"{root / '.venv' / 'bin'}{os.pathsep}{env.get('PATH', os.defpath)}"
    env.setdefault("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    env.setdefault("npm_config_update_notifier", "false")
    home = env.get("HOME", "")
    if not home or not os.access(home, os.W_OK):
        env.setdefault("XDG_CACHE_HOME", str(root / ".setup" / "cache"))
        env.setdefault("XDG_CONFIG_HOME", str(root / ".setup" / "config"))
        env.setdefault("npm_config_cache", str(root / ".setup" / "cache" / "npm"))
        env.setdefault("PIP_CACHE_DIR", str(root / ".setup" / "cache" / "pip"))
    return env


def fingerprint(paths: Iterable[Path], root: Path = ROOT) -> str:
    """One hash over names and bytes of files, and of all files below folders; absent ones count."""
    digest = hashlib.sha256(sys.version.encode())
    for path in paths:
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in found:
            if file.is_file():
                digest.update(file.relative_to(root).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def stamp_of(step: Step, root: Path = ROOT) -> Path:
    return root / ".setup" / step.name


def bring_up(step: Step, root: Path = ROOT) -> bool:
    """Do the step unless its stamp says that it is done; True if there was work."""
    earlier = tuple(root / ".setup" / name for name in step.after)
    stamp, wanted = stamp_of(step, root), fingerprint((*step.inputs, *earlier), root)
    if step.makes.exists() and stamp.is_file() and stamp.read_text() == wanted:
        return False
    stamp.unlink(missing_ok=True)
    started = time.monotonic()
    say(f"{step.name} ...")
    step.work()
    stamp.write_text(wanted)
    say(f"{step.name} done in {time.monotonic() - started:.1f} s")
    return True


def say(text: str) -> None:
    sys.stdout.write(f"setup: {text}\n")
    sys.stdout.flush()


def give_up(text: str) -> None:
    sys.exit(f"setup: {text}")


def command(*words: str, cwd: Path = ROOT) -> None:
    """Run a program and show what it says only if it fails."""
    done = subprocess.run(
        words, cwd=cwd, env=environment(), text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, check=False,
    )
    if done.returncode != 0:
        give_up(f"{' '.join(words)} failed ({done.returncode}):\n{done.stdout}")


def make_venv() -> None:
    """Make .venv, or keep one of this very Python. Debian packs a needed part of Python apart."""
    config = ROOT / ".venv" / "pyvenv.cfg"
    version = ".".join(str(part) for part in sys.version_info[:3])
    if config.is_file() and f"version = {version}\n" in config.read_text():
        return
    if importlib.util.find_spec("ensurepip") is None:
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            give_up("this Python lacks its venv part; on Debian: apt-get install python3-venv")
        command("apt-get", "update", "-q")
        command("apt-get", "install", "-y", "--no-install-recommends", "python3-venv")
    command(sys.executable, "-m", "venv", "--clear", str(ROOT / ".venv"))


def install_with(requirements: str) -> Callable[[], None]:
    """A step's work: install pinned packages; pip, because it reads the machine's own settings."""

    def work() -> None:
        command(PIP, "-m", "pip", "install", "-q", "-r", requirements, "-c", "constraints.txt")

    return work


def pin() -> None:
    """Write constraints.txt anew: the versions of what our own requirements bring with them."""
    named = (ROOT / "requirements.txt").read_text() + (ROOT / "requirements-dev.txt").read_text()
    ours = {_plain(name) for name in re.findall(r"^([\w.-]+)(?:\[\w+\])?==", named, re.M)}
    frozen = subprocess.run([PIP, "-m", "pip", "freeze"], text=True, stdout=subprocess.PIPE,
                            check=True).stdout.splitlines()
    brought = [line for line in frozen if _plain(line.split("==")[0]) not in ours]
    head = "# Made by `make pins`: versions of what our requirements bring with them."
    (ROOT / "constraints.txt").write_text("\n".join([head, *brought]) + "\n")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def install_npm() -> None:
    command("npm", "ci", "--ignore-scripts", "--no-fund", "--no-audit", cwd=ROOT / "pwa")


def build_app() -> None:
    command("node", "build.mjs", cwd=ROOT / "pwa")


def steps(goal: str) -> list[Step]:
    """What to do, in order; `goal` is run or dev."""
    pwa, venv = ROOT / "pwa", ROOT / ".venv"
    runtime = (ROOT / "requirements.txt", ROOT / "constraints.txt")
    python = {
        "run": Step("python-run", runtime, venv / "bin/flask",
                    install_with("requirements.txt"), ("venv",)),
        "dev": Step("python-dev", (*runtime, ROOT / "requirements-dev.txt"), venv / "bin/pytest",
                    install_with("requirements-dev.txt"), ("venv",)),
    }
    locked = (pwa / "package.json", pwa / "package-lock.json", pwa / ".npmrc")
    return [
        Step("venv", (), venv / "bin/python", make_venv),
        python[goal],
        Step("npm", locked, pwa / "node_modules/.package-lock.json", install_npm, ("venv",)),
        Step("app", tuple(pwa / name for name in PWA_SOURCES), pwa / "dist/index.html",
             build_app, ("npm",)),
    ]


def main(goal: str) -> None:
    if sys.version_info < PYTHON_MIN:
        give_up(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}")
    (ROOT / ".setup").mkdir(exist_ok=True)
    with (ROOT / ".setup" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two terminals may ask at once
        worked = [step.name for step in steps(goal) if bring_up(step)]
    if not worked:
        say("nothing to do")


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["dev"], ["pins"]):
        sys.exit(__doc__)
    if sys.argv[1] == "pins":
        pin()
    else:
        main(sys.argv[1])
