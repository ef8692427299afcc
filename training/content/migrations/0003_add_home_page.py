"""Replace Wagtail's welcome page by our home page, so that a new site has a front door."""

from django.db import migrations


def add(apps, schema_editor):
    """Delete the welcome page, add the home page in its place, and point the site at it."""
    page = apps.get_model("wagtailcore", "Page")
    home = apps.get_model("content", "HomePage")
    if home.objects.exists():
        return
    page.objects.filter(slug="home", depth=2).delete()
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        model="homepage", app_label="content"
    )
    made = home.objects.create(
        title="Frontline Training",
        draft_title="Frontline Training",
        slug="home",
        content_type=content_type,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/home/",
        locale=apps.get_model("wagtailcore", "Locale").objects.first(),
    )
    apps.get_model("wagtailcore", "Site").objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "site_name": "Frontline Training", "root_page": made},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0002_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
