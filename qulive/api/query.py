"""What comes in a query string, at less than it costs Django."""

from collections.abc import Mapping

from django.http import HttpRequest


def sent_in_query(request: HttpRequest) -> Mapping[str, str]:
    """Return what is in the query string as Django reads it, but at once where nothing in it is encoded."""
    query = request.META.get("QUERY_STRING", "")
    if "%" in query or "+" in query or not query.isascii():
        return request.GET.dict()
    return dict(pair.partition("=")[::2] for pair in query.split("&"))
