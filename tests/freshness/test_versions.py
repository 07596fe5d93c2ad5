"""One worker's memory, another worker's changes."""

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from pytest_django import DjangoAssertNumQueries

from qulive.freshness import Memory, Versions, bump, versions
from qulive.models import Version
from tests.freshness.conftest import Outage
from tests.memory import a_second_later


def bump_elsewhere(name: str) -> None:
    """Bump as another process does, of which this one's memory is not told."""
    Version.objects.get_or_create(name=name)
    row = Version.objects.get(name=name)
    Version.objects.filter(name=name).update(number=row.number + 1)


@pytest.fixture
def memory() -> Memory[str]:
    return Memory(most=3)


def test_the_versions_cost_one_query_a_second(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        for _ in range(10):
            assert versions["feed"].number >= 0
    a_second_later()
    with django_assert_num_queries(1):
        assert versions["materials"].number == versions["music"].number == 0


def test_another_workers_change_counts_after_a_second(db: None, memory: Memory[str]) -> None:
    memory.put("page", "old", versions["feed"], until=None, size=1)
    bump_elsewhere("feed")
    assert memory.get("page") == "old"

    a_second_later()
    assert memory.get("page") is None


def test_ones_own_change_counts_at_once(db: None, memory: Memory[str]) -> None:
    memory.put("page", "old", versions["feed"], until=None, size=1)
    bump("feed")

    assert memory.get("page") is None


def test_a_change_between_the_version_and_the_rows_makes_what_was_read_old(
    db: None, memory: Memory[str]
) -> None:
    version = versions["feed"]
    bump_elsewhere("feed")
    memory.put("page", "made from rows of either side", version, until=None, size=1)

    a_second_later()
    assert memory.get("page") is None


def test_a_reading_that_a_change_overtook_is_not_trusted(db: None) -> None:
    worker = Versions()
    worker.follow("feed", lambda before, now: worker.expire())
    bump("feed")
    before = worker["feed"].number
    bump_elsewhere("feed")

    assert worker["feed"].number == before + 1


def test_other_names_are_left_alone(db: None, memory: Memory[str]) -> None:
    memory.put("page", "feed", versions["feed"], until=None, size=1)
    bump("music")

    assert memory.get("page") == "feed"


def test_what_is_over_by_itself_is_not_given(db: None, memory: Memory[str]) -> None:
    memory.put("page", "old", versions["feed"], until=0, size=1)

    assert memory.get("page") is None


def test_while_the_database_is_away_the_last_answer_is_given(
    db: None, memory: Memory[str], outage: Outage
) -> None:
    memory.put("page", "last", versions["feed"], until=0, size=1)
    a_second_later()
    with outage():
        assert memory.get("page") == "last"
    a_second_later()
    assert memory.get("page") is None


def test_a_memory_has_a_bound_and_what_was_there_longest_goes(db: None, memory: Memory[str]) -> None:
    for page in ("1", "2", "3", "2", "4"):
        memory.put(page, page, versions["feed"], until=None, size=1)
    memory.put("5", "5", versions["feed"], until=None, size=2)

    assert [page for page in "12345" if memory.get(page)] == ["4", "5"]


@pytest.mark.django_db(transaction=True)
def test_a_bump_is_part_of_the_transaction_that_changes_something() -> None:
    with pytest.raises(TransactionManagementError):
        bump("feed")
    before = versions["feed"].number
    with transaction.atomic():
        bump("feed")
        transaction.set_rollback(True)
    assert versions["feed"].number == before

    with transaction.atomic():
        bump("feed", more=2)
        assert versions["feed"].number >= before
    assert (versions["feed"].number, versions["feed"].count) == (before + 1, 2)
