from django.http import HttpRequest, HttpResponse

from qulive.catalog import SCHEMA


def schema(request: HttpRequest) -> HttpResponse:
    """Let a designer's editor complete and check a manifest that names us in its `$schema`."""
    return HttpResponse(SCHEMA.read_bytes(), content_type="application/schema+json")
