"""The frontline roles that courses speak to."""

from django.db import migrations

ROLES = [
    ("trading-standards", "Trading standards"),
    ("environmental-health-food", "Environmental health: food"),
    ("environmental-health-housing", "Environmental health: housing"),
    ("licensing", "Licensing"),
    ("health-and-safety", "Health and safety"),
    ("fire-and-building-control", "Fire and rescue, and building control"),
    ("waste-and-environment", "Waste and environmental crime"),
    ("parking-and-wardens", "Parking, community wardens and antisocial behaviour"),
    ("housing-and-homelessness", "Housing and homelessness"),
    ("health-care", "Health care"),
    ("social-care", "Social work and social care"),
    ("police", "Police"),
    ("school", "School staff"),
    ("banking", "Banks and building societies"),
    ("transport", "Transport and ports"),
    ("hotel", "Hotels"),
    ("community-volunteer", "Community volunteer"),
]


def add(apps, schema_editor):
    """Add what is missing; a renamed role keeps its new name."""
    role = apps.get_model("people", "FrontlineRole")
    for order, (slug, name) in enumerate(ROLES, start=1):
        role.objects.get_or_create(slug=slug, defaults={"name": name, "order": order})


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
