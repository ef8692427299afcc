"""The drill: back up, destroy, restore, and everything is as it was. And what must not be restored is refused."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from certificates import issuing
from courses import completing, enrolling
from courses.models import Completion
from tests.cast import make_user
from tests.courses import factories
from training.operating import archive, engines, restoring
from training.operating.tables import all_tables, tally
from training.people.models import User


@pytest.fixture
def site(real_database, settings, tmp_path):
    """A site with a person and a picture in it."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    default_storage.save("original_images/harbour.png", ContentFile(b"a picture"))
    return make_user("Amara Okafor")


@pytest.fixture
def certificate(site):
    """What that person earned."""
    make_user("Chidi Eze").groups.add(Group.objects.get(name="Trainers"))
    course = factories.make_course("Another course", lessons=["Only"])
    enrolment = enrolling.enrol(site, course)
    completing.record(enrolment, factories.lessons_of(course)[0], how=Completion.How.SELF)
    enrolment.refresh_from_db()
    return issuing.issue(enrolment)


@pytest.fixture
def kept(site, tmp_path):
    """The folder of a back-up of the site."""
    return backed_up(tmp_path)


def backed_up(tmp_path):
    call_command("back_up", tmp_path / "kept", verbosity=0)
    (folder,) = (tmp_path / "kept").iterdir()
    return folder


def everything():
    return {table.name: tally(connection, table) for table in all_tables()}


def destroy():
    """Lose the database and the media."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(":memory:") as nothing:
            nothing.backup(connection.connection)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    shutil.rmtree(django_settings.MEDIA_ROOT)
    assert not connection.introspection.table_names()


def test_after_a_disaster_everything_is_as_it_was(certificate, tmp_path, capsys):
    kept = backed_up(tmp_path)
    before = everything()
    assert before["certificates_certificate"].rows == 1
    destroy()
    call_command("restore", kept)
    assert "counts and hashes equal" in capsys.readouterr().out
    assert everything() == before
    assert default_storage.open("original_images/harbour.png").read() == b"a picture"
    assert Client().get("/healthz").status_code == 200
    amara = Client()
    amara.force_login(User.objects.get(name="Amara Okafor"))
    assert amara.get(f"/certificates/{certificate.code}/download/").content == bytes(certificate.pdf)
    assert make_user("Ben Hughes").pk


def test_a_back_up_is_whole_private_and_never_in_the_place_of_another(kept):
    assert kept.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in kept.iterdir()) == ["database", "manifest.json", "media"]
    call_command("back_up", kept.parent, verbosity=0)
    assert len(list(kept.parent.iterdir())) == 2


def test_nobody_is_signed_in_by_what_lies_in_a_back_up(site, tmp_path):
    browser = Client()
    browser.force_login(site)
    key = browser.session.session_key
    UserSession.objects.create(user=site, session_key=key, ip="203.0.113.7", user_agent="Firefox")
    kept = backed_up(tmp_path)
    assert key.encode() not in (kept / "database").read_bytes()
    assert browser.get("/my-training/").status_code == 200
    call_command("restore", kept, "--replace-everything", verbosity=0)
    assert (Session.objects.count(), UserSession.objects.count()) == (0, 0)
    assert browser.get("/my-training/").status_code == 302


def test_a_file_deleted_meanwhile_stops_no_back_up(site, tmp_path, monkeypatch):
    listed = archive.files_in
    monkeypatch.setattr(archive, "files_in", lambda folder: [Path("gone.png"), *listed(folder)])
    kept = backed_up(tmp_path)
    assert list(archive.Manifest.read(kept).media) == ["original_images/harbour.png"]


@pytest.mark.parametrize("mode", ["verify-full", None])
def test_the_databases_programs_are_as_careful_on_the_way_as_the_site(mode):
    given = {"NAME": "x", "HOST": "db.example", "PORT": "", "USER": "f", "PASSWORD": "secret", "OPTIONS": {}}
    if mode:
        given["OPTIONS"] = {"sslmode": mode, "sslrootcert": "/etc/ca.pem"}
    told = engines._environment(given)
    assert (told["PGHOST"], told["PGPASSWORD"], told.get("PGSSLMODE")) == ("db.example", "secret", mode)


def test_a_back_up_that_fails_leaves_nothing_that_looks_like_one(site, tmp_path, monkeypatch):
    monkeypatch.setattr(archive.Manifest, "write", lambda *_: (_ for _ in ()).throw(OSError("the disk is full")))
    with pytest.raises(CommandError, match="No back-up was made: the disk is full"):
        call_command("back_up", tmp_path / "kept")
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_site_in_use_is_not_replaced_unless_one_says_so(kept):
    make_user("Dana Price")
    with pytest.raises(CommandError, match=r"not empty.*--replace-everything"):
        call_command("restore", kept)
    assert User.objects.filter(name="Dana Price").exists()
    call_command("restore", kept, "--replace-everything", verbosity=0)
    assert not User.objects.filter(name="Dana Price").exists()


@pytest.mark.once
@pytest.mark.parametrize("part", ["database", "media/original_images/harbour.png", "manifest.json"])
def test_a_damaged_back_up_is_refused_before_anything_is_touched(kept, part):
    before = everything()
    path = kept / part
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(CommandError):
        call_command("restore", kept, "--replace-everything")
    assert everything() == before


def test_a_restored_row_that_differs_is_named(kept):
    path = Path(kept / "manifest.json")
    told = json.loads(path.read_text())
    told["tables"]["people_user"]["rows"] += 1
    path.write_text(json.dumps(told))
    with pytest.raises(CommandError, match="These are not what was backed up: people_user"):
        call_command("restore", kept, "--replace-everything")


def test_a_back_up_of_another_database_is_refused(kept):
    path = Path(kept / "manifest.json")
    path.write_text(path.read_text().replace(f'"engine": "{connection.vendor}"', '"engine": "another"'))
    with pytest.raises(CommandError, match="from another; restore it there, then use move_database"):
        call_command("restore", kept, "--replace-everything")


def renamed(kept, name):
    """Have the manifest call the picture by another name, and put a file there."""
    manifest = kept / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"original_images/harbour.png"', json.dumps(name)))
    if "\0" not in name and (picture := kept / "media" / name) != kept / "media":
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(b"a picture")


@pytest.mark.once
@pytest.mark.parametrize(
    "name", ["../out.png", "{}/out.png", "a/../../out.png", "", ".", "a//b", "a\0", ".restoring/a"]
)
def test_a_back_up_with_a_name_that_leads_out_of_the_media_is_refused_whole(kept, tmp_path, name):
    renamed(kept, name.format(tmp_path))
    (tmp_path / "out.png").unlink(missing_ok=True)
    make_user("Dana Price")
    before = everything()
    with pytest.raises(CommandError, match=r"Nothing was restored\. This name leads out of the media"):
        call_command("restore", kept, "--replace-everything")
    assert everything() == before
    assert not (tmp_path / "out.png").exists()
    assert [str(path) for path in archive.files_in(tmp_path / "media")] == ["original_images/harbour.png"]


@pytest.mark.once
@pytest.mark.parametrize("part", ["database", "media", "media/original_images", "media/original_images/harbour.png"])
def test_a_back_up_with_a_link_in_it_is_refused_whole(kept, tmp_path, part):
    (kept / part).rename(tmp_path / "elsewhere")
    (kept / part).symlink_to(tmp_path / "elsewhere")
    before = everything()
    with pytest.raises(CommandError, match=r"Nothing was restored\. A back-up holds no links"):
        call_command("restore", kept, "--replace-everything")
    assert everything() == before


def test_where_the_database_refuses_the_media_are_as_they_were(kept, tmp_path, monkeypatch):
    picture = tmp_path / "media" / "original_images" / "harbour.png"
    picture.write_bytes(b"a newer picture")

    def refuse(path):
        raise engines.ToolFailed("psql failed")

    monkeypatch.setattr(engines, "fill", refuse)
    with pytest.raises(CommandError, match="psql failed"):
        call_command("restore", kept, "--replace-everything")
    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == [picture]
    assert picture.read_bytes() == b"a newer picture"


@pytest.mark.parametrize("has_database", [False, True])
def test_a_restore_that_was_cut_off_is_finished_by_another(kept, tmp_path, monkeypatch, has_database):
    media = tmp_path / "media"
    picture = media / "original_images" / "harbour.png"
    picture.write_bytes(b"a newer picture")
    with monkeypatch.context() as cut_off:
        # A process that is killed tidies nothing up.
        cut_off.setattr(restoring.shutil, "rmtree", lambda *_, **__: None)
        cut_off.setattr(*(restoring, "_put_in_place") if has_database else (engines, "fill"), killed)
        with pytest.raises(CommandError, match="killed"):
            call_command("restore", kept, "--replace-everything")
    assert (media / archive.ASIDE).is_dir()
    assert archive.files_in(media) == [picture.relative_to(media)]
    assert picture.read_bytes() == b"a newer picture"
    (media / archive.ASIDE / "half").write_bytes(b"of an older one")
    call_command("restore", kept, "--replace-everything", verbosity=0)
    assert picture.read_bytes() == b"a picture"
    assert not (media / archive.ASIDE).exists()


def killed(*_):
    raise OSError("killed")
