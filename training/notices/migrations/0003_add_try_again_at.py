"""When a message that could not be sent may be tried again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_initial")]
    operations = [
        migrations.AddField(
            model_name="notice",
            name="try_again_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
