from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django import Settings

from accounts.models import User


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    """The folder that uploaded files go to, empty."""
    settings.MEDIA_ROOT = tmp_path / "media"
    folder: Path = settings.MEDIA_ROOT
    folder.mkdir()
    return folder


@pytest.fixture
def viewer(db: None) -> Client:
    """Somebody of the staff who may look at everything and change nothing."""
    user = User.objects.create_user("vera", password="looks only 2026", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client = Client()
    client.force_login(user)
    return client
