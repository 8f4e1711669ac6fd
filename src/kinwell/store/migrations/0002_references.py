"""Index rows and numbers are of an entry of the same family."""

from django.db import migrations

from kinwell.store.references import references


class Migration(migrations.Migration):
    """Ties each (family_id, entry_id) to the log."""

    dependencies = [("store", "0001_initial")]

    operations = [
        references("store_about", "entry_id"),
        references("store_index", "entry_id"),
        references("store_number", "entry_id"),
    ]
