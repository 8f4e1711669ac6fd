"""Families, the log, and what is made from it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Family",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("zone", models.CharField(max_length=64)),
                ("created", models.DateTimeField()),
                ("seq", models.PositiveBigIntegerField(default=0)),
                ("sample", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "kinwell_family",
            },
        ),
        migrations.CreateModel(
            name="Count",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "family_id",
                        "collection",
                        "child",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("collection", models.CharField(max_length=32)),
                ("child", models.UUIDField()),
                ("count", models.IntegerField()),
                ("family", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="store.family")),
            ],
            options={
                "db_table": "store_count",
            },
        ),
        migrations.CreateModel(
            name="About",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "family_id", "target", "entry_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("target", models.UUIDField()),
                ("entry_id", models.UUIDField()),
                ("family", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="store.family")),
            ],
            options={
                "db_table": "store_about",
            },
        ),
        migrations.CreateModel(
            name="KeyRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "family_id", "person", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.UUIDField()),
                ("public", models.BinaryField()),
                ("private", models.BinaryField()),
                ("family", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="store.family")),
            ],
            options={
                "db_table": "store_key",
            },
        ),
        migrations.CreateModel(
            name="SnapshotRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "family_id", "eyes", "at", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("eyes", models.CharField(max_length=48)),
                ("at", models.DateTimeField()),
                ("version", models.PositiveSmallIntegerField()),
                ("body", models.BinaryField()),
                ("family", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="store.family")),
            ],
            options={
                "db_table": "store_snapshot",
            },
        ),
        migrations.CreateModel(
            name="EntryRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "family_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField()),
                ("seq", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("noted", models.DateTimeField(null=True)),
                ("received", models.DateTimeField(null=True)),
                ("zone", models.CharField(max_length=64)),
                ("by", models.UUIDField(null=True)),
                ("eyes", models.CharField(max_length=48)),
                ("kind", models.CharField(max_length=32)),
                ("shape", models.PositiveSmallIntegerField()),
                ("source", models.CharField(max_length=64)),
                ("body", models.BinaryField()),
                ("family", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="store.family")),
            ],
            options={
                "db_table": "store_entry",
                "indexes": [
                    models.Index(fields=["family", "at"], name="entry_at"),
                    models.Index(fields=["family", "until"], name="entry_until"),
                    models.Index(fields=["family", "kind", "noted"], name="entry_kind_noted"),
                    models.Index(fields=["family", "by", "eyes", "at"], name="entry_by_eyes"),
                ],
                "constraints": [models.UniqueConstraint(fields=("family", "seq"), name="entry_seq")],
            },
        ),
        migrations.CreateModel(
            name="IndexRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "family_id",
                        "collection",
                        "number",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("collection", models.CharField(max_length=32)),
                ("number", models.PositiveBigIntegerField()),
                ("entry_id", models.UUIDField()),
                ("child", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("by", models.UUIDField(null=True)),
                ("detail", models.CharField(max_length=32)),
                ("body", models.BinaryField()),
                ("family", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="store.family")),
            ],
            options={
                "db_table": "store_index",
                "indexes": [
                    models.Index(fields=["family", "at"], name="index_at"),
                    models.Index(fields=["family", "collection", "child", "at"], name="index_collection"),
                    models.Index(fields=["family", "entry_id"], name="index_entry"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Number",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "family_id",
                        "collection",
                        "number",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("collection", models.CharField(max_length=32)),
                ("number", models.PositiveBigIntegerField()),
                ("entry_id", models.UUIDField()),
                ("family", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="store.family")),
            ],
            options={
                "db_table": "store_number",
                "constraints": [models.UniqueConstraint(fields=("family", "entry_id"), name="number_entry")],
            },
        ),
    ]
