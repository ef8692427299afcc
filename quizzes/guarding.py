"""Nothing that a quiz names is deleted under it, not even what only a draft or an earlier version names."""

from wagtail.models import Revision

from .models import QuizPage


def quizzes_naming(relation, field, pk):
    """The titles of quizzes that name an object in `relation`, also in drafts and earlier versions.

    An earlier version that names a deleted question could never be opened again. Reads every revision of every
    quiz, so it is for deletions only.
    """
    live = QuizPage.objects.filter(**{f"{relation}__{field}": pk}).values_list("pk", flat=True)
    named = {str(quiz) for quiz in live}
    revisions = Revision.page_revisions.filter(
        content_type__app_label="quizzes", content_type__model="quizpage"
    ).exclude(object_id__in=named)
    for object_id, content in revisions.values_list("object_id", "content").iterator():
        if any(child.get(field) == pk for child in content.get(relation, [])):
            named.add(object_id)
    return list(QuizPage.objects.filter(pk__in=named).order_by("title").values_list("title", flat=True))
