"""What `make demo` needs beyond the packages: its settings, and a database with courses and people in it.

Everything it holds lies in var/demo, stamps included: `rm -rf var/demo` is a fresh start.
"""

import os
import secrets
from collections.abc import Mapping
from urllib.parse import quote

from scripts.bootstrap.places import DEMO, DEMO_PEOPLE, PYTHON, REQUIREMENTS, ROOT
from scripts.bootstrap.running import run, say
from scripts.bootstrap.stamps import Stamps, digest, files_below

STAMPS = Stamps(DEMO / "stamps")
DATABASE = DEMO / "db.sqlite3"
APPS = [ROOT / name for name in ("training", "courses", "quizzes", "certificates")]


def site_url(port: int) -> str:
    """The address of the demo, without a slash at the end."""
    return f"http://localhost:{port}"


def environment(port: int) -> dict[str, str]:
    """The environment variables of the demo's processes."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "training.settings.development",
        "DATABASE_URL": f"sqlite:///{quote(str(DATABASE))}",
        "SITE_URL": site_url(port),
        "STATIC_ROOT": str(DEMO / "static"),
        "MEDIA_ROOT": str(DEMO / "media"),
        "MAIL_DIR": str(DEMO / "mail"),
        "SECRET_KEY": secret_key(),
        "PYTHONUNBUFFERED": "1",
    }


def secret_key() -> str:
    """The demo's own secret, made once, readable by its owner only."""
    path = DEMO / "secret"
    if not path.exists():
        DEMO.mkdir(parents=True, exist_ok=True)
        with open(path, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


def inputs_by_part() -> dict[str, str]:
    """For each part of the preparation, the digest of what it depends on."""
    lock = REQUIREMENTS / "base.txt"
    code = files_below(*APPS, suffix=".py")
    statics = [path for path in files_below(*APPS, ROOT / "build" / "static") if "static" in path.parts]
    return {
        "database": digest([lock, *code, *files_below(ROOT / "demo")]),
        "static": digest([lock, *statics]),
        "self_test": digest([lock, *files_below(ROOT / "training" / "pdf.py")]),
    }


def due(inputs: Mapping[str, str], stamps: Stamps, *, has_database: bool) -> list[str]:
    """The parts to be done: those whose inputs have changed, and the database when it is not there."""
    return [
        part
        for part, value in inputs.items()
        if not stamps.is_current(part, value) or (part == "database" and not has_database)
    ]


def ensure_demo_site(port: int) -> None:
    """Have the demo's database, static files and self-test done; raise a Refusal when a part of it fails."""
    parts = due(inputs_by_part(), STAMPS, has_database=DATABASE.exists() and DEMO_PEOPLE.exists())
    if not parts:
        return
    say("Preparing the demo site")
    run(
        [PYTHON, "-m", "scripts.prepare_demo", *parts],
        doing="preparing the demo (rm -rf var/demo starts it afresh)",
        log_name="demo",
        env=environment(port),
    )
