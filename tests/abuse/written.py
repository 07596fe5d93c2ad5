"""Everything that the server writes anywhere: the console, its tables, the pages of the back office."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core import serializers
from django.test import Client

from tests.admin.test_admin import MODELS


@contextmanager
def console_at_debug() -> Iterator[io.StringIO]:
    """What the console shows, while somebody who hunts a bug has turned the level down."""
    root, ours = logging.getLogger(), logging.getLogger("django")
    (console,) = (one for one in ours.handlers if type(one) is logging.StreamHandler)
    before, lines = [one.level for one in (root, ours)], io.StringIO()
    stream = console.setStream(lines)
    root.setLevel(logging.DEBUG)
    ours.setLevel(logging.DEBUG)
    try:
        yield lines
    finally:
        console.setStream(stream)
        root.setLevel(before[0])
        ours.setLevel(before[1])


def tables() -> str:
    """Every row of every table of the AppServer, the task table and the login records among them."""
    models = [model for model in apps.get_models() if model._meta.app_label != "sandbox"]
    return "\n".join(serializers.serialize("json", model._base_manager.all()) for model in models)


def pages_of(office: Client) -> Iterator[str]:
    """Each list of the back office, and the page of each row."""
    for model in MODELS:
        page = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        yield office.get(page).content.decode()
        for row in model._default_manager.all():
            yield office.get(f"{page}{row.pk}/change/").content.decode()
