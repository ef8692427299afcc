"""Add the catalogue below the home page, so that a trainer has somewhere to put the first course."""

from django.db import migrations


def add(apps, schema_editor):
    """Add one catalogue."""
    catalogue = apps.get_model("courses", "CataloguePage")
    home = apps.get_model("content", "HomePage").objects.first()
    if home is None or catalogue.objects.exists():
        return
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        model="cataloguepage", app_label="courses"
    )
    catalogue.objects.create(
        title="Courses",
        draft_title="Courses",
        slug="courses",
        content_type=content_type,
        path=f"{home.path}0001",
        depth=home.depth + 1,
        numchild=0,
        url_path=f"{home.url_path}courses/",
        locale=home.locale,
        show_in_menus=True,
    )
    home.numchild += 1
    home.save()


class Migration(migrations.Migration):
    dependencies = [("courses", "0002_initial"), ("content", "0003_add_home_page")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
