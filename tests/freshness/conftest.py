from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.utils import OperationalError

Outage = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def outage() -> Outage:
    """Have every query fail, as it does while the database's server is gone."""

    def fail(*args: Any) -> Any:
        raise OperationalError("the server is gone")

    @contextmanager
    def gone() -> Iterator[None]:
        with connection.execute_wrapper(fail):
            yield

    return gone
