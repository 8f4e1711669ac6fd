"""The tables. Everything but Family is keyed by (family_id, ...): row-level security and sharding can come later.

Django's foreign keys point only to Family; references inside a family are plain id columns, whose constraints
(family_id, id) the migration helper writes (references.py).
"""

from django.db import models

ERASED = "erased"  # the kind of a row of which only the id is kept


class Family(models.Model):
    """The tenant: a name, a zone, the last seq that was given to one of its rows, and whether it is a sample."""

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=80)
    zone = models.CharField(max_length=64)
    created = models.DateTimeField()
    seq = models.PositiveBigIntegerField(default=0)
    sample = models.BooleanField(default=False)

    class Meta:
        db_table = "kinwell_family"

    def __str__(self) -> str:
        """Return the id: a name does not belong in a log."""
        return str(self.id)


class EntryRow(models.Model):
    """One entry. Of a private row `at` is the begin of its family day, and noted, received, until, zone, kind, source
    are empty: all that is inside `body`, sealed to its author."""

    pk = models.CompositePrimaryKey("family_id", "id")
    family = models.ForeignKey(Family, on_delete=models.CASCADE)
    id = models.UUIDField()
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    noted = models.DateTimeField(null=True)
    received = models.DateTimeField(null=True)
    zone = models.CharField(max_length=64)
    by = models.UUIDField(null=True)
    eyes = models.CharField(max_length=48)
    kind = models.CharField(max_length=32)
    shape = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=64)
    body = models.BinaryField()

    class Meta:
        db_table = "store_entry"
        constraints = (models.UniqueConstraint(fields=["family", "seq"], name="entry_seq"),)
        indexes = (
            models.Index(fields=["family", "at"], name="entry_at"),
            models.Index(fields=["family", "until"], name="entry_until"),
            models.Index(fields=["family", "kind", "noted"], name="entry_kind_noted"),
            models.Index(fields=["family", "by", "eyes", "at"], name="entry_by_eyes"),
        )


class About(models.Model):
    """Which shared entries speak about which: droppable, made from the log. Private rows never stand here."""

    pk = models.CompositePrimaryKey("family_id", "target", "entry_id")
    family = models.ForeignKey(Family, on_delete=models.CASCADE)
    target = models.UUIDField()
    entry_id = models.UUIDField()

    class Meta:
        db_table = "store_about"


class SnapshotRow(models.Model):
    """A State kept for eyes (`care`, `adults`, or a person's id, then sealed), an instant and a STATE_VERSION."""

    pk = models.CompositePrimaryKey("family_id", "eyes", "at")
    family = models.ForeignKey(Family, on_delete=models.CASCADE)
    eyes = models.CharField(max_length=48)
    at = models.DateTimeField()
    version = models.PositiveSmallIntegerField()
    body = models.BinaryField()

    class Meta:
        db_table = "store_snapshot"


class IndexRow(models.Model):
    """A standing care entry as it now reads, ready to list: droppable, made from the log."""

    pk = models.CompositePrimaryKey("family_id", "collection", "number")
    family = models.ForeignKey(Family, on_delete=models.CASCADE)
    collection = models.CharField(max_length=32)
    number = models.PositiveBigIntegerField()
    entry_id = models.UUIDField()
    child = models.UUIDField(null=True)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    by = models.UUIDField(null=True)
    detail = models.CharField(max_length=32)
    body = models.BinaryField()

    class Meta:
        db_table = "store_index"
        indexes = (
            models.Index(fields=["family", "at"], name="index_at"),
            models.Index(fields=["family", "collection", "child", "at"], name="index_collection"),
            models.Index(fields=["family", "entry_id"], name="index_entry"),
        )


class Count(models.Model):
    """How many rows of the index a child has in a collection: droppable, kept with it."""

    pk = models.CompositePrimaryKey("family_id", "collection", "child")
    family = models.ForeignKey(Family, on_delete=models.CASCADE)
    collection = models.CharField(max_length=32)
    child = models.UUIDField()
    count = models.IntegerField()

    class Meta:
        db_table = "store_count"


class Number(models.Model):
    """The integer that an entry has towards other software: durable, in every backup, never given twice."""

    pk = models.CompositePrimaryKey("family_id", "collection", "number")
    family = models.ForeignKey(Family, on_delete=models.CASCADE)
    collection = models.CharField(max_length=32)
    number = models.PositiveBigIntegerField()
    entry_id = models.UUIDField()

    class Meta:
        db_table = "store_number"
        constraints = (models.UniqueConstraint(fields=["family", "entry_id"], name="number_entry"),)


class KeyRow(models.Model):
    """An adult's key pair. Until pages can be locked the private key lies beside the public one, unwrapped."""

    pk = models.CompositePrimaryKey("family_id", "person")
    family = models.ForeignKey(Family, on_delete=models.CASCADE)
    person = models.UUIDField()
    public = models.BinaryField()
    private = models.BinaryField()

    class Meta:
        db_table = "store_key"
