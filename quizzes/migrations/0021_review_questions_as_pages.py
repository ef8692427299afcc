"""Questions are reviewed as pages are, and trainers review each other's."""

from django.db import migrations


def review_questions(apps, schema_editor):
    """Give all questions the review of the tree's root, and let trainers take part in it.

    Once, so that what an administrator changes later stays.
    """
    of_root = apps.get_model("wagtailcore", "WorkflowPage").objects.filter(page__depth=1).first()
    if of_root is None:
        return
    types = apps.get_model("contenttypes", "ContentType").objects
    question = types.get_or_create(app_label="quizzes", model="question")[0]
    assigned = apps.get_model("wagtailcore", "WorkflowContentType").objects
    assigned.get_or_create(content_type=question, defaults={"workflow": of_root.workflow})
    trainers = apps.get_model("auth", "Group").objects.get_or_create(name="Trainers")[0]
    tasks = apps.get_model("wagtailcore", "GroupApprovalTask").objects
    for task in tasks.filter(workflow_tasks__workflow=of_root.workflow):
        task.groups.add(trainers)


class Migration(migrations.Migration):
    dependencies = [
        ("quizzes", "0020_add_pool_outcome_and_difficulty"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0083_workflowcontenttype"),
    ]
    operations = [migrations.RunPython(review_questions, migrations.RunPython.noop)]
