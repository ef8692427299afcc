"""The guide to operating names every setting, and none that is not there."""

import re

from tests.prepared import ROOT

READ = re.compile(r"env(?:\.\w+)?\(\s*\"([A-Z_]+)\"|environ\.get\(\"([A-Z_]+)\"")
# Of the sites that are for nobody's real work.
NOT_FOR_PEOPLE = {"DEBUG", "MAIL_DIR"}


def read_by_code():
    paths = [*(ROOT / "training/settings").glob("*.py"), ROOT / "training/web_server.py"]
    paths.append(ROOT / "training/operating/lines.py")
    return {one or other for path in paths for one, other in READ.findall(path.read_text())}


def test_the_table_of_settings_is_complete():
    guide = (ROOT / "docs/operating.md").read_text()
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", guide, re.M)) - {"DJANGO_SETTINGS_MODULE"}
    assert listed == read_by_code() - NOT_FOR_PEOPLE


def test_every_command_that_the_guide_names_is_there():
    guide = (ROOT / "docs/operating.md").read_text()
    own = {path.stem for path in ROOT.glob("**/management/commands/*.py") if ".venv" not in path.parts}
    named = set(re.findall(r"manage\.py (\w+)", guide))
    foreign = {"migrate", "collectstatic", "createsuperuser", "check", "db_worker"}
    assert named - foreign <= own
