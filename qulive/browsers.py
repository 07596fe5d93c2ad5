"""Sessions, forms and all that people with a browser need, kept off the paths that apps call all day."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string

Handler = Callable[[HttpRequest], HttpResponseBase]
Hook = Callable[..., HttpResponseBase | None]


class ForBrowsers:
    """Puts BROWSER_MIDDLEWARE around every request but those of apps (middleware, the last of them)."""

    def __init__(self, get_response: Handler) -> None:
        self._app_paths = settings.APP_PATHS
        self._apps = get_response
        self._browsers: Callable[[HttpRequest], Any] = get_response
        self._views: list[Hook] = []
        self._exceptions: list[Hook] = []
        for path in reversed(settings.BROWSER_MIDDLEWARE):
            middleware = import_string(path)(self._browsers)
            self._browsers = convert_exception_to_response(middleware)
            if hasattr(middleware, "process_view"):
                self._views.insert(0, middleware.process_view)
            if hasattr(middleware, "process_exception"):
                self._exceptions.append(middleware.process_exception)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase
        is_of_an_app = request.path_info.startswith(self._app_paths)
        response = self._apps(request) if is_of_an_app else self._browsers(request)
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        try:
            return self._first(self._views, request, *view)
        except OSError as error:
            # A form is read, and its files with it, before any view whose exceptions Django would show us.
            if told := self.process_exception(request, error):
                return told
            raise

    def process_exception(self, request: HttpRequest, exc: Exception) -> HttpResponseBase | None:
        return self._first(self._exceptions, request, exc)

    def _first(self, hooks: list[Hook], request: HttpRequest, *facts: Any) -> HttpResponseBase | None:
        """Return what the first of them answers that does, to a browser."""
        if request.path_info.startswith(self._app_paths):
            return None
        answers = (hook(request, *facts) for hook in hooks)
        return next((answer for answer in answers if answer is not None), None)
