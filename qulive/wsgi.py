"""The door for the app server. A production that is half configured does not start."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qulive.settings")

application = get_wsgi_application()

from qulive.production import refuse_half_configured  # noqa: E402 - only now there are apps to check

refuse_half_configured()
