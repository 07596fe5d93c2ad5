import pytest

from accounts.models import User

PASSWORD = "correct-horse-7"


@pytest.fixture
def nora(db: None) -> User:
    """A user with a password."""
    return User.objects.create_user("nora", password=PASSWORD, nickname="Nora")
