from django.apps import AppConfig


class QuliveConfig(AppConfig):
    name = "qulive"

    def ready(self) -> None:
        from qulive import checks, search  # noqa: F401, PLC0415 - registering is what importing it is for
