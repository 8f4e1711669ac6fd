"""Sessions as Django keeps them, read by a query that is compiled once: every request asks for one."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Kept
from django.contrib.sessions.models import Session
from django.utils import timezone

from kinwell.store.prepared import Prepared

_READ = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data")
)


class SessionStore(Kept):
    """What Django's own store is; only reading is quicker."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; empty, with no key, where there is none or it has ended."""
        for (data,) in _READ(self.session_key, timezone.now()):
            return dict(self.decode(data))
        self._session_key = None
        return {}
