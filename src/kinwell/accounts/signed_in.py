"""Who is signed in: sessions and users as Django keeps them, read by queries that are compiled once.

Every request asks for both. Signing in itself is allauth's.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as Kept
from django.contrib.sessions.models import Session
from django.utils import timezone

from kinwell.accounts.models import User
from kinwell.store.prepared import Prepared

_FIELDS = [field.attname for field in User._meta.concrete_fields]  # noqa: SLF001  (a name of Django's documented API)
_SESSION = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data")
)
_USER = Prepared(lambda id: User.objects.filter(pk=id).values_list(*_FIELDS))


class SessionStore(Kept):
    """What Django's own store is; only reading is quicker."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; empty, with no key, where there is none or it has ended."""
        for (data,) in _SESSION(self.session_key, timezone.now()):
            return dict(self.decode(data))
        self._session_key = None
        return {}


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """What allauth's own is; only the user of a session is read more quickly."""

    def get_user(self, user_id: int) -> User | None:
        """Return the user of a session; None where there is none any more, or they may not sign in."""
        for row in _USER(user_id):
            user: User = User.from_db("default", _FIELDS, row)
            return user if self.user_can_authenticate(user) else None
        return None
