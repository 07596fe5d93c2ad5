from django.apps import AppConfig


class Tables(AppConfig):
    """The AppServer's own tables, without what it does at its start."""

    name = "qulive"
