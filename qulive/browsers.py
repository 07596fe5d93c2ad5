"""Sessions, forms and all that people with a browser need, kept off the paths that apps call all day."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string

Handler = Callable[[HttpRequest], HttpResponseBase]


class ForBrowsers:
    """Puts BROWSER_MIDDLEWARE around every request but those of apps (middleware, the last of them)."""

    def __init__(self, get_response: Handler) -> None:
        self._app_paths = settings.APP_PATHS
        self._apps = get_response
        self._browsers: Callable[[HttpRequest], Any] = get_response
        self._views: list[Callable[..., HttpResponseBase | None]] = []
        for path in reversed(settings.BROWSER_MIDDLEWARE):
            middleware = import_string(path)(self._browsers)
            self._browsers = convert_exception_to_response(middleware)
            if hasattr(middleware, "process_view"):
                self._views.insert(0, middleware.process_view)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase
        is_of_an_app = request.path_info.startswith(self._app_paths)
        response = self._apps(request) if is_of_an_app else self._browsers(request)
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        if request.path_info.startswith(self._app_paths):
            return None
        answers = (look(request, *view) for look in self._views)
        return next((answer for answer in answers if answer is not None), None)
