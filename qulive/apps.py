from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string


class QuliveConfig(AppConfig):
    name = "qulive"

    def ready(self) -> None:
        from qulive import checks, production  # noqa: F401, PLC0415 - registering is what importing it is for

        try:
            import_string(settings.API_AUTHENTICATION)
        except ImportError as error:
            raise ImproperlyConfigured(f"API_AUTHENTICATION names no class that is here: {error}") from None
