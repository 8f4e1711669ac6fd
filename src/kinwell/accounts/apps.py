"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Its tables are global: they know who belongs where, and nothing of what a family writes."""

    name = "kinwell.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
