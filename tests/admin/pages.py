"""What the tests of pages have in common: operators of each kind, and reading a page."""

import html
import re
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User

VIDEOS = "/admin/videos/video/"
QUEUE = f"{VIDEOS}review/"


def staff(name: str, *permissions: str) -> Client:
    """Somebody who may do just this, such as "view_video", in the back office."""
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


def text(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def told(response: Any) -> list[str]:
    """The messages that the operator reads next."""
    return [html.unescape(re.sub("<[^>]+>", "", str(one))) for one in get_messages(response.wsgi_request)]


def cost(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def act(client: Client, action: str, *videos: Any, **more: Any) -> Any:
    """Choose an action for some rows of the list of videos."""
    headers = more.pop("headers", {})
    chosen = {"action": action, "_selected_action": [one.pk for one in videos], **more}
    return client.post(VIDEOS, chosen, headers=headers)


def page_of(video: Any) -> str:
    return f"{VIDEOS}{video.pk}/change/"
