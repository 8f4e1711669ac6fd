"""Links that end."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("store", "0002_references"),
    ]

    operations = [
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("person", models.UUIDField()),
                ("maker", models.UUIDField()),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("ends", models.DateTimeField()),
                ("opened", models.BooleanField(default=False)),
                ("ended", models.BooleanField(default=False)),
                ("family", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="store.family")),
            ],
            options={
                "indexes": [models.Index(fields=["family", "ends"], name="token_ends")],
            },
        ),
    ]
