"""What the machine must have: a few Debian packages. Root gets them installed, others the line to type."""

import ctypes
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.bootstrap.running import Refusal, is_about_the_network, run, say

APT = ("apt-get", "-q", "-o", "Acquire::Retries=2", "-o", "Dpkg::Use-Pty=0")


def loads(*names: str) -> bool:
    """Can one of these shared libraries be loaded?"""
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def has_program(*names: str) -> bool:
    """Is one of these programs on the path?"""
    return any(shutil.which(name) for name in names)


def has_postgresql_server() -> bool:
    """Are PostgreSQL's server programs here? Debian keeps them off the path."""
    return has_program("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


@dataclass(frozen=True)
class Package:
    """A Debian package, how to see that it (or its equal) is there, and whether we can do without it."""

    name: str
    is_there: Callable[[], bool]
    purposes: tuple[str, ...] = ("demo", "run", "test")
    is_optional: bool = False


PACKAGES = (
    Package("python3-venv", lambda: importlib.util.find_spec("ensurepip") is not None),
    Package("libpango-1.0-0", lambda: loads("libpango-1.0.so.0", "libpango-1.0.dylib")),
    Package("libpangoft2-1.0-0", lambda: loads("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib")),
    Package(
        "libharfbuzz-subset0",
        lambda: loads("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib"),
        is_optional=True,
    ),
    Package("chromium-headless-shell", lambda: has_program("chromium-headless-shell", "chromium"), purposes=("test",)),
    Package("postgresql", has_postgresql_server, purposes=("run", "test")),
)


def missing(packages: Iterable[Package], purpose: str) -> list[Package]:
    """Those of the packages that this purpose needs and the machine lacks."""
    return [package for package in packages if purpose in package.purposes and not package.is_there()]


def install_line(names: Iterable[str], *, lists_are_empty: bool) -> str:
    """The one line to type where we may not install anything ourselves."""
    update = "sudo apt-get update && " if lists_are_empty else ""
    return f"{update}sudo apt-get install -y --no-install-recommends {' '.join(names)}"


def lists_are_empty() -> bool:
    """Has `apt-get update` never run here? Then apt knows no package at all."""
    return not any(Path("/var/lib/apt/lists").glob("*_Packages*"))


def ensure_packages(purpose: str) -> None:
    """Have every needed package there; raise a Refusal with the exact line to type where that takes root."""
    lacking = missing(PACKAGES, purpose)
    names = [package.name for package in lacking]
    is_root = os.geteuid() == 0
    if not lacking or (not is_root and all(package.is_optional for package in lacking)):
        return
    if not has_program("apt-get"):
        raise Refusal(f"This machine has no apt-get: install the equals of these: {' '.join(names)}")
    if not is_root:
        raise Refusal(f"Run this line, then try again: {install_line(names, lists_are_empty=lists_are_empty())}")
    install(names)
    still = [package.name for package in missing(PACKAGES, purpose) if not package.is_optional]
    if still:
        raise Refusal(f"apt-get installed what was asked, and yet these are not usable: {' '.join(still)}")


def install(names: list[str]) -> None:
    """Install Debian packages as root, refreshing apt's lists when they are empty or out of date."""
    say(f"Installing Debian packages: {' '.join(names)}")
    if lists_are_empty():
        update_lists()
        install_from_lists(names)
        return
    try:
        install_from_lists(names)
    except Refusal:
        update_lists()
        install_from_lists(names)


def install_from_lists(names: list[str]) -> None:
    """Install with the lists that apt has now."""
    run(
        [*APT, "install", "-y", "--no-install-recommends", *names],
        doing="installing Debian packages",
        log_name="apt-install",
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
    )


def update_lists() -> None:
    """Refresh apt's lists. apt-get succeeds even when it reached nothing, so its words are read as well."""
    output = run([*APT, "update"], doing="fetching the lists of Debian packages", log_name="apt-update")
    if is_about_the_network(output) and lists_are_empty():
        raise Refusal("No network: Debian's package lists could not be fetched. Connect and try again.")
