"""Slow work, done by `manage.py db_worker`."""

from django_tasks import task

from training.people.models import User

from . import releasing
from .models import CourseEdition


@task(backend="slow")
def move_everyone(edition_id, actor_id):
    """Bring everybody to an edition that was released for everyone."""
    releasing.move_everyone(CourseEdition.objects.get(pk=edition_id), actor=User.objects.filter(pk=actor_id).first())
