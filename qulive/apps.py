from django.apps import AppConfig


class QuliveConfig(AppConfig):
    name = "qulive"

    def ready(self) -> None:
        # Registering is what importing them is for.
        from qulive import checks  # noqa: F401, PLC0415
        from qulive.api import checks as guards  # noqa: F401, PLC0415
