"""Other programs that an adult lets in."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_token"),
        ("store", "0002_references"),
    ]

    operations = [
        migrations.CreateModel(
            name="Program",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("scopes", models.CharField(max_length=60)),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("family", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="store.family")),
                (
                    "user",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
    ]
