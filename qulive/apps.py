import sys

from django.apps import AppConfig
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

# import-export loads what its own formats need to see whether it is there, for megabytes. Our formats are
# our own (qulive/backoffice/sheets.py).
sys.modules |= dict.fromkeys(("tablib.formats._xlsx", "tablib.formats._yaml"))  # type: ignore[arg-type]


class QuliveConfig(AppConfig):
    name = "qulive"

    def ready(self) -> None:
        # Registering is what importing them is for.
        from qulive import checks, production, search  # noqa: F401, PLC0415

        try:
            import_string(settings.API_AUTHENTICATION)
        except ImportError as error:
            raise ImproperlyConfigured(f"API_AUTHENTICATION names no class that is here: {error}") from None
        # Which import it with everything else, so only now.
        from qulive.api import checks as guards  # noqa: F401, PLC0415

        admin.autodiscover()
