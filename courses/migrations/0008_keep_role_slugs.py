"""Note in each period the slug of the frontline role beside its name, since a role may be renamed.

The periods of before are resolved by what is still known, and those left over are not guessed at:

1. A name that exactly one role has today is that role's.
2. A name that no role has any more, or that several have, is looked up among the memberships that were in force
   when the period opened. Where they name one role (one of those of that name, where there are several), it is that.
3. Whatever is left keeps its name and gets no slug. It decides only for somebody who has left, of whom then nothing
   is asked that is for some roles only. So it was before for a renamed role.

Backwards nothing is lost: the name stands in each period as it did.
"""

from django.db import migrations, models
from django.db.models import F, Q


def note_slugs(apps, _schema_editor):
    """Write the slugs that can be told."""
    periods = apps.get_model("courses", "Enrolment").objects.filter(role_slug="")
    slugs = {}
    for slug, name in apps.get_model("people", "FrontlineRole").objects.values_list("slug", "name"):
        slugs.setdefault(name, set()).add(slug)
    for name in periods.exclude(role="").order_by().values_list("role", flat=True).distinct():
        of_that_name = slugs.get(name, set())
        if len(of_that_name) == 1:
            periods.filter(role=name).update(role_slug=of_that_name.pop())
        else:
            _by_memberships(periods.filter(role=name), of_that_name)


def _by_memberships(periods, of_that_name):
    member = "learner__memberships__"
    then = Q(**{f"{member}ended_on": None}) | Q(**{f"{member}ended_on__gt": F("opens_on")})
    found = {}
    had = periods.filter(then, **{f"{member}started_on__lte": F("opens_on")}).order_by()
    for period, slug in had.values_list("pk", f"{member}role__slug").iterator():
        if slug and (not of_that_name or slug in of_that_name):
            found.setdefault(period, set()).add(slug)
    for period, candidates in found.items():
        if len(candidates) == 1:
            periods.filter(pk=period).update(role_slug=candidates.pop())


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0007_order_reports_by_index'),
        ('people', '0003_audit_and_erased_at'),
    ]

    operations = [
        migrations.AddField(
            model_name='enrolment',
            name='role_slug',
            field=models.SlugField(blank=True, db_index=False),
        ),
        migrations.RunPython(note_slugs, migrations.RunPython.noop),
    ]
