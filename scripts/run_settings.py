"""The settings of a production arrangement on this machine: production's, at an address of the loopback."""

import os
from urllib.parse import quote

from scripts.bootstrap.demo_site import site_url
from scripts.bootstrap.local_site import LocalSite, write_privately
from scripts.bootstrap.port import HOST

FIRST_LINES = """\
# Settings of this site, NAME=value, one to a line; docs/operating.md lists them. They win over what make run sets.
# WEB_PROCESSES=2
# WEB_THREADS=4
# Have managers, auditors, trainers and administrators set up a second step, as on a site for real people:
# SECOND_STEP_REQUIRED=true
"""


def environment(site: LocalSite, port: int) -> dict[str, str]:
    """The environment variables of its processes, but for the database's."""
    return (
        os.environ
        | site.own_places
        | {
            "DJANGO_SETTINGS_MODULE": "training.settings.production",
            "PLAIN_HTTP_ON_LOOPBACK": "true",
            "ALLOWED_HOSTS": f"localhost,{HOST}",
            "BIND": f"{HOST}:{port}",
            "SITE_URL": site_url(port),
            "EMAIL_URL": f"filemail:///{quote(str(site.folder / 'mail'))}",
            # The people of the demo have a password and nothing else.
            "SECOND_STEP_REQUIRED": "false",
        }
        | own_settings(site)
    )


def own_settings(site: LocalSite) -> dict[str, str]:
    """What the person who runs the site wrote into its file `environment`, which is made where there is none."""
    path = site.folder / "environment"
    if not path.exists():
        write_privately(path, FIRST_LINES)
    lines = [line.strip() for line in path.read_text().splitlines()]
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return {name.strip(): value.strip() for name, _, value in pairs}
