"""The global tables: users, memberships, invitations, links that end, other programs."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models

from kinwell.store.models import Family


class User(AbstractUser):
    """Somebody who signs in by a name and a passphrase. When they last did is kept nowhere."""

    username = models.CharField(max_length=80, unique=True)
    first_name = None  # type: ignore[assignment]  # a name is an entry of the family, so that its change is seen
    last_name = None  # type: ignore[assignment]
    last_login = None


class Membership(models.Model):
    """A user is a person of a family, as an adult or a helper."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    family = models.ForeignKey(Family, on_delete=models.CASCADE)
    person = models.UUIDField()
    role = models.CharField(max_length=8, choices=[("adult", "adult"), ("helper", "helper")])

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "family"], name="one_seat_a_family"),
            models.UniqueConstraint(fields=["family", "person"], name="one_user_a_person"),
        )


class Invite(models.Model):
    """An invitation, by the hash of its code: single use, seven days, confirmed by the inviter once it was opened."""

    family = models.ForeignKey(Family, on_delete=models.CASCADE)
    inviter = models.UUIDField()
    role = models.CharField(max_length=8)
    code_hash = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()
    name = models.CharField(max_length=80, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE)
    ended = models.BooleanField(default=False)


class Token(models.Model):
    """A link for a helper without an account, by the hash of its code: it opens once, in one browser, and ends at an
    hour. When it was opened is kept nowhere."""

    id = models.UUIDField(primary_key=True)
    family = models.ForeignKey(Family, on_delete=models.CASCADE)
    person = models.UUIDField()
    maker = models.UUIDField()
    code_hash = models.CharField(max_length=64, unique=True)
    ends = models.DateTimeField()
    opened = models.BooleanField(default=False)
    ended = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=["family", "ends"], name="token_ends"),)


class Program(models.Model):
    """Another program that an adult lets in, by the hash of its token: as whom, into which family, and what it may do.
    When it last came is kept nowhere."""

    id = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    family = models.ForeignKey(Family, on_delete=models.CASCADE)
    name = models.CharField(max_length=60)
    scopes = models.CharField(max_length=60)
    code_hash = models.CharField(max_length=64, unique=True)
