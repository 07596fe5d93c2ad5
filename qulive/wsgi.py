"""The door for the app server. A production that is half configured does not start."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qulive.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402 - only now there are settings, and apps to check
from django.db import connection  # noqa: E402 - as above

from qulive.handler import Handler, spare_signals  # noqa: E402 - as above
from qulive.production import refuse_half_configured  # noqa: E402 - as above

refuse_half_configured()

if not settings.DEBUG:
    spare_signals()
application = Handler()

if connection.vendor == "postgresql" and settings.DATABASE_SILENCE_SECONDS:
    from qulive.silence import give_up_after

    give_up_after(
        settings.DATABASE_SILENCE_SECONDS,
        connecting=connection.settings_dict["OPTIONS"]["connect_timeout"],
    )
