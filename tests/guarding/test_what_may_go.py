"""What is kept before anybody finished anything, what may go or move after all, and a tree that stays whole."""

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import get_resolver
from django.utils import timezone
from wagtail.models import Page

from courses import enrolling, requiring
from courses.models import LessonPage
from quizzes import attempting, editions
from tests.cast import join, make_user
from tests.courses.factories import add_lesson, lessons_of, make_course, release
from tests.guarding.looking import tree_problems, words_of
from tests.quizzes.making import make_quiz, make_true_false
from training.people.models import FrontlineRole, Organisation

INSTEAD = "Unpublish it instead"


def move(admin, page, parent):
    return admin.post(f"/cms/pages/{page.pk}/move/{parent.pk}/confirm/")


def test_what_somebody_has_begun_or_is_asked_to_do_is_kept_before_anything_is_finished(admin, amara, ben, team):
    course = make_course(lessons=["One"], released=False)
    module = lessons_of(course)[0].get_parent()
    release(course)
    quiz = make_quiz(module, [make_true_false()])
    editions.build(quiz)
    # Not released, and yet one may try it.
    attempting.start(enrolling.enrol(amara, course), quiz)
    asked = make_course("Asked of a team without people", released=False)
    requiring.require(
        asked, team, due_on=timezone.localdate(), actor=ben, roles=FrontlineRole.objects.filter(slug="fire")
    )
    kept = [course.pk, lessons_of(course)[0].pk, quiz.pk, module.pk, asked.pk]
    for page in Page.objects.filter(pk__in=kept).specific():
        with pytest.raises(ProtectedError, match=INSTEAD), transaction.atomic():
            page.delete()
        assert INSTEAD in words_of(admin.post(f"/cms/pages/{page.pk}/delete/"))
        assert INSTEAD in words_of(admin.post(f"/cms/bulk/wagtailcore/page/delete/?id={page.pk}"))
        assert Page.objects.filter(pk=page.pk).exists()


def test_what_nobody_uses_may_go_and_what_is_not_released_may_move(admin, pages):
    draft = add_lesson(pages["module"], "Not released")
    move(admin, draft, pages["elsewhere"])
    draft = LessonPage.objects.get(pk=draft.pk)
    assert draft.is_child_of(pages["elsewhere"])
    for page in (draft, make_course("Nobody's", released=False)):
        admin.post(f"/cms/pages/{page.pk}/delete/")
        assert not Page.objects.filter(pk=page.pk).exists()


def test_a_released_lesson_moves_within_its_course_alone_or_with_others(admin, pages):
    lesson, course = pages["lesson"], pages["course"]
    admin.post(f"/cms/bulk/wagtailcore/page/move/?id={lesson.pk}", {"chooser": course.pk})
    assert LessonPage.objects.get(pk=lesson.pk).is_child_of(course)
    move(admin, lesson, pages["module"])
    assert LessonPage.objects.get(pk=lesson.pk).is_child_of(pages["module"])


def test_a_deletion_that_is_refused_leaves_the_tree_whole_also_without_a_transaction(real_database):
    course = make_course()
    amara = make_user("Amara Okafor")
    join(amara, Organisation.add_root(name="Trading standards", kind="team"))
    enrolling.enrol(amara, course)
    lesson, team = lessons_of(course)[0], Organisation.objects.get()
    for delete in (lesson.delete, course.delete, Page.objects.filter(pk=course.pk).delete, team.delete):
        with pytest.raises(ProtectedError):
            delete()
    assert tree_problems() == []
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_no_api_of_wagtail_is_open_to_the_outside(db, client):
    def modules(patterns):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from modules(pattern.url_patterns)
            else:
                yield pattern.callback.__module__

    # The editor's own choosers ask wagtail.admin.api, which is behind the editor's door.
    assert [name for name in modules(get_resolver().url_patterns) if name.startswith("wagtail.api")] == []
    assert client.get("/cms/api/main/pages/").status_code in {302, 404}
    assert client.get("/api/v2/pages/").status_code == client.get("/api/v3/pages/").status_code == 404
