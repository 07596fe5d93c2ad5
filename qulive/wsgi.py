"""The door for the app server. A production that is half configured does not start."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qulive.settings")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - only now there are settings, and apps to check
from django.db import connection  # noqa: E402 - as above

from qulive.production import refuse_half_configured  # noqa: E402 - as above

refuse_half_configured()

if connection.vendor == "postgresql" and settings.DATABASE_SILENCE_SECONDS:
    from qulive.silence import give_up_after

    give_up_after(
        settings.DATABASE_SILENCE_SECONDS,
        connecting=connection.settings_dict["OPTIONS"]["connect_timeout"],
    )
