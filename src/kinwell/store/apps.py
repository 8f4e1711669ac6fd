"""The store as a Django app; on start it puts the guard of `within` on every connection."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class StoreConfig(AppConfig):
    """Tables are named store_..., by which the guard knows what belongs to a family."""

    name = "kinwell.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Install the guard on connections as they open."""
        from kinwell.store.within import guard

        connection_created.connect(guard, dispatch_uid="kinwell.store.guard")
