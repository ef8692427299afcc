"""Import and export in the real editor."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from quizzes import staging
from quizzes.models import Question
from quizzes.questions.single_choice import SingleChoice
from tests.quizzes import making
from tests.quizzes.editor_forms import url
from training.people.models import AuditEntry

GIFT = """::Q1::Whom do you call?{=The police ~%50%A colleague}

Read this.
"""
IMPORT, CHECK, EXPORT = "quizzes_import", "quizzes_import_check", "quizzes_export"


@pytest.fixture(autouse=True)
def media(tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


@pytest.fixture
def topic(db):
    return making.make_topic()


def choose(editor, topic, content=GIFT, **fields):
    file = SimpleUploadedFile("bank.txt", content if isinstance(content, bytes) else content.encode())
    return editor.post(reverse(IMPORT), {"file": file, "topic": topic.pk, "format": "", **fields})


def test_a_trainer_sees_what_an_import_would_do_before_it_does_it(editor, topic):
    assert choose(editor, topic).url == reverse(CHECK)
    page = editor.get(reverse(CHECK)).text
    assert "Whom do you call?" in page and "counts as wrong here" in page
    assert "1 new" in page and "1 not a question" in page and "Read as GIFT" in page
    assert not Question.objects.exists()


def test_a_trainer_imports_drafts_and_the_log_says_so(editor, chidi, topic, media):
    choose(editor, topic)
    assert editor.post(reverse(CHECK)).url == f"{url('question', 'list')}?topic={topic.pk}"
    question = SingleChoice.objects.get()
    assert (question.code, question.live, question.topic) == ("Q1", False, topic)
    entry = AuditEntry.objects.get(action="quizzes.import")
    assert entry.user == chidi and entry.data == {"format": "gift", "new": 1, "no_question": 1}
    assert not list((media / "imports").iterdir())
    assert editor.get(reverse(CHECK)).status_code == 302


def test_what_an_import_did_and_what_it_left_out_is_said(editor, topic):
    written = ("1 question was imported as a draft. The rest: 1 not a question.", "success")
    for said, kind in (written, ("No question was imported.", "info")):
        choose(editor, topic)
        done = editor.post(reverse(CHECK), follow=True)
        assert said in done.text
        assert [message.tags for message in done.context["messages"]] == [kind]
    assert "The rest: 1 unchanged, 1 not a question." in done.text


def test_what_was_looked_at_in_one_tab_is_not_another_file_by_now(editor, topic):
    choose(editor, topic, f"$CATEGORY: Calls\n\n{GIFT}")
    page = editor.get(reverse(CHECK))
    assert "categories, which are not kept: Calls" in page.text
    looked_at = page.context["file"]
    choose(editor, topic, "Another.{T}")
    editor.post(reverse(CHECK), {"file": looked_at})
    assert not Question.objects.exists()
    editor.post(reverse(CHECK), {"file": editor.get(reverse(CHECK)).context["file"]})
    assert Question.objects.get().stem == "<p>Another.</p>"


def test_what_was_edited_here_is_replaced_only_where_she_ticks_it(editor, topic):
    choose(editor, topic)
    editor.post(reverse(CHECK))
    question = SingleChoice.objects.get()
    question.feedback = "Mine."
    question.save_revision()
    changed = GIFT.replace("}", "####Theirs.}")
    choose(editor, topic, changed)
    assert "Replace 1 question" in editor.get(reverse(CHECK)).text
    editor.post(reverse(CHECK))
    assert SingleChoice.objects.get().get_latest_revision_as_object().feedback == "Mine."
    choose(editor, topic, changed)
    editor.post(reverse(CHECK), {"replace": "on"})
    assert SingleChoice.objects.get().get_latest_revision_as_object().feedback == "Theirs."


def test_a_file_that_cannot_be_read_says_why(editor, topic):
    assert "line 3" in choose(editor, topic, "<quiz>\n<question>\n</quiz>").text
    assert "not a text file" in choose(editor, topic, b"a\0b").text


def test_a_file_that_is_too_large_is_refused(editor, topic, monkeypatch):
    monkeypatch.setattr("quizzes.exchange_forms.MOST_BYTES", 10)
    assert "at most" in choose(editor, topic).text


def test_a_file_waits_for_its_own_trainer_only(editor, topic, amara):
    choose(editor, topic)
    other = making.signed_in(making_of_another_trainer())
    assert other.get(reverse(CHECK)).url == reverse(IMPORT)


def making_of_another_trainer():
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create_superuser("ada@northmere.example", "x", name="Ada")


def test_files_that_nobody_went_on_with_are_forgotten(media):
    staging.forget_old(timezone.now())
    name = staging.stage(b"x")
    staging.forget_old(timezone.now())
    assert staging.staged(name) == b"x"
    staging.forget_old(timezone.now() + timedelta(days=2))
    assert staging.staged(name) is None


def test_a_trainer_sees_what_an_export_leaves_out_and_downloads_it(editor, chidi, questions):
    address = f"{reverse(EXPORT)}?format=aiken"
    page = editor.get(address).text
    assert "It holds 1 question." in page and "not in the file" in page and "no feedback" in page
    response = editor.post(address)
    assert response["Content-Disposition"].endswith('.txt"')
    assert response.content.decode() == "What comes first?\nA. Call\nB. Wait\nC. Leave\nANSWER: A\n"
    entry = AuditEntry.objects.get(action="quizzes.export")
    assert entry.user == chidi and entry.data == {"format": "aiken", "questions": 1}


def test_an_export_takes_what_the_list_shows(editor, questions):
    making.make_single("In another topic?", topic=making.make_topic("Other"))
    address = f"{url('question', 'list')}?topic={questions[0].topic_id}"
    assert f"{reverse(EXPORT)}?topic={questions[0].topic_id}" in editor.get(address).text
    sent = editor.post(f"{reverse(EXPORT)}?topic={questions[0].topic_id}&format=gift").content.decode()
    assert "What comes first?" in sent and "In another topic?" not in sent


def test_an_export_takes_what_a_search_in_the_list_finds(editor, topic, searchable):
    for words in ("Whom do you call?", "Is a border needed?"):
        making.make_single(words, topic=topic)
    address = f"{reverse(EXPORT)}?q=border&format=gift"
    assert 'value="border"' in editor.get(address).text
    sent = editor.post(address).content.decode()
    assert "border" in sent and "Whom" not in sent


def test_a_longer_export_asks_no_more_queries(editor, questions, check_growth):
    def grow():
        for number in range(4):
            making.make_single(f"More {number}")
            making.make_true_false(f"More {number}")

    check_growth(lambda: editor.get(f"{reverse(EXPORT)}?format=gift"), grow)


@pytest.mark.parametrize("name", [IMPORT, CHECK, EXPORT])
def test_whoever_is_in_the_editor_and_may_write_no_questions_is_sent_away(amara, topic, name):
    amara.user_permissions.add(Permission.objects.get(codename="access_admin"))
    reply = making.signed_in(amara).get(reverse(name))
    assert (reply.status_code, reply.url) == (302, reverse("wagtailadmin_home"))


def test_the_menu_has_both(editor):
    menu = editor.get(reverse("wagtailadmin_home")).text
    assert reverse(IMPORT) in menu and reverse(EXPORT) in menu


@pytest.mark.parametrize("format", ["gift", "moodle-xml"])
def test_an_export_imported_again_changes_nothing(editor, questions, format):
    sent = editor.post(f"{reverse(EXPORT)}?format={format}").content
    choose(editor, questions[0].topic, sent)
    page = editor.get(reverse(CHECK)).text
    assert "3 unchanged" in page and "There is nothing to import." in page
