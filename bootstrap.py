"""Make .venv hold what requirements/<group>.txt pins, and the engine's kernels compiled. Standard library only.

    python3 bootstrap.py runtime    the command .venv/bin/pegboard, ready to plan
    python3 bootstrap.py test       the same, and what tests and checks need
    python3 bootstrap.py pins       write requirements/*.txt anew: the newest versions that fit pyproject.toml

A second run with nothing changed answers at once.
"""

import ast
import csv
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
UV_PIN = "uv>=0.13,<0.14"
PACKAGE = ROOT / "src" / "pegboard"
EXAMPLE = ROOT / "examples" / "alder-and-loom"
GROUPS = ("runtime", "test")
WARM_UP_SECONDS = 600
OLDEST_PYTHON = (3, 11)


# Setting up ----------------------------------------------------------------------------------------------------------


def main(arguments: list[str]) -> int:
    """Bring .venv up to date for one group; install nothing that is already there."""
    group = arguments[0] if arguments else "runtime"
    if group not in {*GROUPS, "pins"} or len(arguments) > 1:
        print(f"usage: python3 bootstrap.py [{'|'.join(GROUPS)}|pins]", file=sys.stderr)
        return 2
    if sys.version_info < OLDEST_PYTHON:
        say(f"Pegboard needs Python 3.11 or later; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11")
        return 1
    if group == "pins":
        write_pins()
        return 0
    try:
        if not is_installed(group):
            install(group)
    except subprocess.CalledProcessError as failure:
        say(f"could not finish: {failure.cmd[0]} ended with status {failure.returncode}; what it said is above")
        return 1
    forget_stale_kernels()
    warm_kernels()
    return 0


def is_installed(group: str) -> bool:
    """Say whether .venv holds the group; the test group holds the runtime group too."""
    wider = GROUPS[GROUPS.index(group) :]
    return PYTHON.exists() and any(read_stamp(name) == install_digest(name) for name in wider)


def install(group: str) -> None:
    """Install the group's pins with uv, or with pip where uv cannot, then this project itself."""
    if not PYTHON.exists():
        say("Making .venv")
        venv.create(VENV, with_pip=True)
    for name in GROUPS:
        stamp_file(name).unlink(missing_ok=True)
    pins = ROOT / "requirements" / f"{group}.txt"
    say(f"Installing {group} packages into .venv")
    if not install_with_uv(pins):
        say("uv could not install them here: falling back to pip, which is slower")
        install_with_pip(pins)
    write_stamp(group, install_digest(group))


def install_with_uv(pins: Path) -> bool:
    """Try the quick installer; say whether it did everything."""
    if not UV.exists() and subprocess.run([*pip_install(), UV_PIN], check=False).returncode != 0:
        return False
    command = [str(UV), "pip", "install", "--quiet", "--python", str(PYTHON)]
    settings = uv_environment()
    wanted = (["--requirements", str(pins)], ["--no-deps", "--editable", str(ROOT)])
    return all(subprocess.run([*command, *what], env=settings, check=False).returncode == 0 for what in wanted)


def install_with_pip(pins: Path) -> None:
    """Install with the installer every Python brings along."""
    subprocess.run([*pip_install(), "--requirement", str(pins)], check=True)
    subprocess.run([*pip_install(), "--no-deps", "--editable", str(ROOT)], check=True)


def pip_install() -> list[str]:
    """Return the pip command all installations begin with."""
    return [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]


def write_pins() -> None:
    """Write the pins of every group, for all platforms, naming no host and no path."""
    install_with_uv(ROOT / "requirements" / "test.txt")
    command = [str(UV), "pip", "compile", "--universal", "--upgrade", "--quiet", "--no-header", "--no-annotate"]
    for group, more in (("runtime", []), ("test", ["--group", "test"])):
        target = ["--output-file", f"requirements/{group}.txt"]
        subprocess.run([*command, *more, "pyproject.toml", *target], cwd=ROOT, env=uv_environment(), check=True)


# From pip's settings to uv's -----------------------------------------------------------------------------------------


def uv_environment() -> dict[str, str]:
    """Return an environment in which uv looks where pip would look: uv reads none of pip's settings itself."""
    listing = subprocess.run(
        [str(PYTHON), "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    settings = pip_settings(listing)
    environment = dict(os.environ)
    index, more, links = (settings.get(name, "").split() for name in ("index-url", "extra-index-url", "find-links"))
    if index:
        environment.setdefault("UV_DEFAULT_INDEX", index[0])
    if more:
        environment.setdefault("UV_INDEX", " ".join(more))
        # pip takes the best version of all indexes; uv would take the first index that knows the name.
        environment.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    if links:
        environment.setdefault("UV_FIND_LINKS", ",".join(links))
    if "cert" in settings:
        environment.setdefault("SSL_CERT_FILE", settings["cert"])
    if settings.get("no-index", "").lower() in {"1", "true", "yes", "on"}:
        environment.setdefault("UV_NO_INDEX", "1")
    environment.setdefault("UV_PYTHON_DOWNLOADS", "never")
    return environment


def pip_settings(listing: str) -> dict[str, str]:
    """Read what `pip config list` says: the environment wins over [install], and that over [global]."""
    rank = {"global": 0, "install": 1, ":env:": 2}
    found: dict[str, tuple[int, str]] = {}
    for line in listing.splitlines():
        key, _, value = line.partition("=")
        section, _, name = key.partition(".")
        if section not in rank or not value:
            continue
        try:
            text = str(ast.literal_eval(value))
        except (SyntaxError, ValueError):
            text = value.strip("'\"")
        if rank[section] >= found.get(name, (0, ""))[0]:
            found[name] = (rank[section], text)
    return {name: text for name, (_, text) in found.items()}


# Compiled kernels ----------------------------------------------------------------------------------------------------


def forget_stale_kernels() -> None:
    """Delete the compiled kernels of every engine module that changed, or that leans on one that did.

    numba's cache looks at the file a kernel is written in, not at the files of the kernels it calls.
    """
    if not VENV.is_dir():
        return
    now = module_digests()
    try:
        before = json.loads(read_stamp("kernels") or "{}")
    except ValueError:
        before = {}
    removed = 0
    for module, digest in now.items():
        if before.get(module) == digest:
            continue
        path = PACKAGE / module
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.nb[ic]"):
            compiled.unlink(missing_ok=True)
            removed += 1
    if removed:
        say(f"The engine changed: removed {removed} files of compiled kernels")
    if now != before:
        write_stamp("kernels", json.dumps(now))


def module_digests() -> dict[str, str]:
    """Return for each engine module a digest of it and of every engine module it leans on, near or far."""
    engine = PACKAGE / "engine"
    sources = {
        path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8")
        for path in sorted(engine.rglob("*.py"))
        if "tests" not in path.relative_to(engine).parts
    }
    leans_on = {module: imported_modules(source, sources) for module, source in sources.items()}
    own = {module: hashlib.sha256(source.encode()).hexdigest() for module, source in sources.items()}
    found = {}
    for module in sources:
        near, waiting = {module}, [module]
        while waiting:
            new = leans_on[waiting.pop()] - near
            near |= new
            waiting += new
        seal = "".join(f"{name}{own[name]}" for name in sorted(near))
        found[module] = hashlib.sha256(f"{sys.version}{seal}".encode()).hexdigest()
    return found


def imported_modules(source: str, known: Iterable[str]) -> set[str]:
    """Return the engine modules, as paths below the package, that a module's source imports."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            steps = node.module.split(".")[1:]
            for names in (steps, *([*steps, alias.name] for alias in node.names)):
                found |= {"/".join(names) + ".py", "/".join([*names, "__init__.py"])}
    return found & set(known)


def warm_kernels() -> None:
    """Plan the demo factory once and ask it for one promise, so that nobody waits for a compiler later."""
    command = VENV / "bin" / "pegboard"
    digest = kernel_digest()
    if not EXAMPLE.is_dir() or not command.exists() or read_stamp("warm") == digest:
        return
    say("Compiling the planning kernels on the demo factory (once, a minute or more)")
    with tempfile.TemporaryDirectory(prefix="pegboard-") as folder:
        plan = str(Path(folder) / "plan")
        item = first_made_item(EXAMPLE / "items.csv")
        for arguments in (
            ["plan", str(EXAMPLE), "--out", plan],
            ["promise", str(EXAMPLE), "--item", item, "--quantity", "1", "--plan", plan],
        ):
            if not runs_quietly([str(command), *arguments]):
                say(f"pegboard {arguments[0]} did not succeed: kernels will be compiled when they are first used")
                break
    # Also after a failure: trying again would fail again until the engine changes.
    write_stamp("warm", digest)


def runs_quietly(command: list[str]) -> bool:
    """Run a command without showing its output; say whether it succeeded."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=WARM_UP_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def first_made_item(items: Path) -> str:
    """Return the code of the first item that is made here."""
    with items.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return next((row["item"] for row in rows if row["supply"] == "make"), rows[0]["item"])


def kernel_digest() -> str:
    """Return a digest that changes with any module of the engine, tests left out, and with the Python that runs it."""
    return hashlib.sha256(json.dumps(module_digests()).encode()).hexdigest()


# Stamps --------------------------------------------------------------------------------------------------------------


def install_digest(group: str) -> str:
    """Return a digest of all that decides what is installed, and where."""
    digest = hashlib.sha256(f"{sys.version}\0{ROOT}\0".encode())
    for path in (ROOT / "requirements" / f"{group}.txt", ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamp_file(name: str) -> Path:
    """Return where a stamp is kept."""
    return VENV / f".stamp-{name}"


def read_stamp(name: str) -> str:
    """Return what a stamp says; a missing stamp says nothing."""
    path = stamp_file(name)
    return path.read_text() if path.is_file() else ""


def write_stamp(name: str, text: str) -> None:
    """Keep a stamp for the next run."""
    stamp_file(name).write_text(text)


def say(text: str) -> None:
    """Tell the person waiting what happens."""
    print(f"bootstrap: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
