"""What `make demo` needs beyond the packages: its settings, and a database with courses and people in it."""

import os
from urllib.parse import quote

from scripts.bootstrap.local_site import LocalSite
from scripts.bootstrap.places import ROOT

DEMO = LocalSite(ROOT / "var" / "demo")
DATABASE = DEMO.folder / "db.sqlite3"


def site_url(port: int) -> str:
    """The address of a site on this machine, without a slash at the end."""
    return f"http://localhost:{port}"


def environment(port: int) -> dict[str, str]:
    """The environment variables of the demo's processes."""
    return (
        os.environ
        | DEMO.own_places
        | {
            "DJANGO_SETTINGS_MODULE": "training.settings.development",
            "DATABASE_URL": f"sqlite:///{quote(str(DATABASE))}",
            "SITE_URL": site_url(port),
            "MAIL_DIR": str(DEMO.folder / "mail"),
        }
    )


def ensure_demo_site(port: int) -> None:
    """Have the demo's site prepared; raise a Refusal when a part of it fails."""
    DEMO.ensure_prepared(environment(port), has_database=DATABASE.exists())
