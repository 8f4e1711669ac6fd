"""Nobody reaches a family's rows without saying which family, and nobody two at once."""

import pytest
from django.db import connection, models
from django.db.models import ForeignKey

from kinwell.accounts.models import User
from kinwell.core.ids import FamilyId
from kinwell.store import models as tables
from kinwell.store.models import EntryRow, Family
from kinwell.store.within import OutsideFamily, across_families, within
from tests.household import HOME, NEIGHBOURS, Home

pytestmark = pytest.mark.django_db

OF_A_FAMILY = [model for model in vars(tables).values() if isinstance(model, type) and issubclass(model, models.Model)]
KEYED = [model for model in OF_A_FAMILY if model not in (models.Model, Family)]


@pytest.mark.parametrize("model", KEYED, ids=lambda model: model._meta.db_table)
def test_no_table_of_families_is_read_outside_of_a_family(model: type[models.Model]) -> None:
    with pytest.raises(OutsideFamily):
        list(model._default_manager.all())


@pytest.mark.parametrize("model", KEYED, ids=lambda model: model._meta.db_table)
def test_no_table_of_families_is_emptied_outside_of_a_family(model: type[models.Model]) -> None:
    with pytest.raises(OutsideFamily):
        model._default_manager.all()._raw_delete(using="default")


def test_raw_sql_outside_of_a_family_is_refused_too() -> None:
    with connection.cursor() as cursor, pytest.raises(OutsideFamily):
        cursor.execute("SELECT * FROM store_entry")


def test_inside_the_family_its_rows_are_reached() -> None:
    Home.found()
    with within(HOME):
        assert EntryRow.objects.filter(family_id=HOME).count() == 5


def test_after_it_they_are_out_of_reach_again() -> None:
    with within(HOME):
        pass
    with pytest.raises(OutsideFamily):
        EntryRow.objects.count()


def test_after_a_failure_inside_they_are_out_of_reach_too() -> None:
    with pytest.raises(RuntimeError, match="spilt"), within(HOME):
        raise RuntimeError("spilt")
    with pytest.raises(OutsideFamily):
        EntryRow.objects.count()


def test_another_family_inside_is_refused() -> None:
    with within(HOME), pytest.raises(OutsideFamily, match="another"), within(NEIGHBOURS):
        pass


def test_the_same_family_inside_is_the_same_transaction() -> None:
    with within(HOME), within(FamilyId(HOME), writes=True):
        assert connection.in_atomic_block


def test_what_was_written_before_a_failure_is_not_kept() -> None:
    home = Home.found()

    def spills() -> None:
        with within(home.family, writes=True):
            Family.objects.filter(id=home.family).update(seq=999)
            raise RuntimeError("spilt")

    with pytest.raises(RuntimeError, match="spilt"):
        spills()
    assert Family.objects.get(id=home.family).seq == 5


def test_every_key_of_a_row_begins_with_its_family() -> None:
    for model in KEYED:
        key = model._meta.pk
        assert isinstance(key, models.CompositePrimaryKey), model
        assert key.field_names[0] == "family_id", model


def test_foreign_keys_point_to_families_and_users_alone() -> None:
    from django.apps import apps

    ours = [model for app in ("store", "accounts") for model in apps.get_app_config(app).get_models()]
    pointed = {
        (model.__name__, field.name, field.related_model)
        for model in ours
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
    }
    assert pointed, "no foreign key was found at all"
    assert {to for _, _, to in pointed} <= {Family, User}


@pytest.mark.parametrize("table", ["store_about", "store_index", "store_number"])
def test_a_row_about_an_entry_is_tied_to_an_entry_of_the_same_family(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA foreign_key_list({table})")
        rows = cursor.fetchall()
    keys: dict[int, set[tuple[str, str, str]]] = {}
    for number, _, to, begin, end, *_ in rows:
        keys.setdefault(number, set()).add((to, begin, end))
    assert {("store_entry", "family_id", "family_id"), ("store_entry", "entry_id", "id")} in keys.values()


def test_a_row_about_an_entry_of_another_family_breaks_that_tie() -> None:
    from django.db.utils import IntegrityError

    home, neighbours = Home.found(), Home.found(NEIGHBOURS)
    with within(neighbours.family):
        theirs = EntryRow.objects.values_list("id", flat=True).filter(family_id=NEIGHBOURS).first()
    with across_families():
        EntryRow.objects.filter(family_id=home.family, id=theirs).delete()
        tables.Number.objects.filter(family_id=home.family, entry_id=theirs).delete()
        tables.Number.objects.create(family_id=home.family, collection="feedings", number=1, entry_id=theirs)
        with pytest.raises(IntegrityError):
            connection.check_constraints()
        tables.Number.objects.filter(family_id=home.family).delete()


def test_sqlite_keeps_those_ties() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone() == (1,)


def test_the_tables_are_as_the_models_say() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_global_tables_are_a_short_and_known_list() -> None:
    ours = {name for name in connection.introspection.table_names() if not name.startswith(("store_", "sqlite_"))}
    of_django = {"django_content_type", "django_migrations", "django_session", "auth_group", "auth_permission"}
    of_django |= {"auth_group_permissions", "account_emailaddress", "account_emailconfirmation"}
    accounts = {"accounts_user", "accounts_user_groups", "accounts_user_user_permissions"}
    accounts |= {"accounts_membership", "accounts_invite", "accounts_token", "accounts_program"}
    assert ours - of_django - accounts == {"kinwell_family"}
