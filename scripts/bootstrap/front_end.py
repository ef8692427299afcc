"""Node, the npm packages, and the style sheet and script built from them."""

import os
import platform
import re
import shutil
import subprocess
import sys

from scripts.bootstrap.places import FONTS, REQUIREMENTS, ROOT, SETUP, SITE_SCRIPT, SITE_STYLE
from scripts.bootstrap.python_packages import install_locked, make_environment
from scripts.bootstrap.running import Refusal, run, say
from scripts.bootstrap.stamps import Stamps, digest, files_below

STAMPS = Stamps(SETUP / "stamps")
OLDEST_NODE = (20, 19)
OWN_NODE = SETUP / "node"
SOURCES = [ROOT / "training" / "static" / "training", *(ROOT / "scripts").glob("*.js")]
LOCK_FILES = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]


def version_of(printed: str) -> tuple[int, int]:
    """The version that `node --version` printed, as numbers; (0, 0) for anything else."""
    match = re.match(r"v(\d+)\.(\d+)", printed.strip())
    return (int(match[1]), int(match[2])) if match else (0, 0)


def system_node_will_do() -> bool:
    """Are node, new enough for Sass, and npm on the path?"""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    return version_of(answer.stdout) >= OLDEST_NODE


def node_environment() -> dict[str, str]:
    """The environment in which `npm` and `node` work: the machine's own, or ours from the Python package."""
    if system_node_will_do():
        return dict(os.environ)
    lock = REQUIREMENTS / "node.txt"
    inputs = digest([lock], f"{sys.version_info[:2]}", str(OWN_NODE))
    if not ((OWN_NODE / "bin" / "npm").exists() and STAMPS.is_current("node", inputs)):
        say("Installing Node, for the style sheet")
        make_environment(OWN_NODE)
        install_locked(OWN_NODE, lock, log_name="node")
        STAMPS.record("node", inputs)
    return os.environ | {"PATH": f"{OWN_NODE / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}


def npm(*arguments: str, doing: str, log_name: str) -> None:
    """Run npm with whichever Node there is."""
    environment = node_environment()
    program = shutil.which("npm", path=environment["PATH"])
    if program is None:
        raise Refusal("npm is missing though Node is there: remove .setup and try again.")
    run([program, *arguments], doing=doing, log_name=log_name, env=environment)


def ensure_front_end() -> None:
    """Have the npm packages there, and site.css and site.js built from the present sources."""
    packages = digest(LOCK_FILES, platform.machine(), str(ROOT))
    if not ((ROOT / "node_modules").is_dir() and STAMPS.is_current("npm", packages)):
        say("Installing the npm packages")
        retrying = ("--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000")
        npm(
            *("ci", "--ignore-scripts", "--prefer-offline", *retrying),
            doing="fetching the npm packages",
            log_name="npm-ci",
        )
        STAMPS.record("npm", packages)
    sources = digest(files_below(*SOURCES), packages)
    built = all(path.exists() for path in (SITE_STYLE, SITE_SCRIPT, FONTS))
    if not (built and STAMPS.is_current("build", sources)):
        build_front_end(sources)


def build_front_end(sources: str) -> None:
    """Build site.css and site.js."""
    say("Building the style sheet and the script")
    SITE_STYLE.parent.mkdir(parents=True, exist_ok=True)
    npm("run", "build", doing="building the style sheet and the script", log_name="npm-build")
    STAMPS.record("build", sources)


def rebuild_front_end() -> None:
    """Build them again even when no source has changed."""
    STAMPS.forget("build")
    ensure_front_end()
