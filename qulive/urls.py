"""The table of contents: every path leads to an app's urls.py, and from there to its view."""

from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from materials import pages
from qulive import files
from qulive.api import outside
from qulive.catalog import views as catalog

urlpatterns = [
    # What VOD calls.
    path("vodcallback/", include("callbacks.urls")),
    # What apps call, without a trailing slash.
    path("resource/", include("materials.urls")),
    path("music/", include("music.urls")),
    path("user/", include("accounts.urls")),
    path("", include("videos.urls")),  # /vod/* and /vodVideo/*, as far as they are about videos
    path("", include("credentials.urls")),  # /vod/* and /demo/*, as far as they are about credentials
    # What people open.
    path("", outside.to_look_at(pages.preview), name="preview"),
    path("td.html", outside.to_look_at(pages.music_copyright), name="music-copyright"),
    path(
        "api/schema/",
        outside.to_look_at(outside.later("drf_spectacular.views.SpectacularJSONAPIView")),
        name="schema",
    ),
    path(
        "api/docs/",
        outside.to_look_at(outside.later("drf_spectacular.views.SpectacularSwaggerView")),
        name="docs",
    ),
    path("api/catalog.schema.json", outside.to_look_at(catalog.schema), name="catalog-schema"),
    path("media/<path:name>", outside.to_look_at(files.media), name="media"),
    path("i18n/", include("django.conf.urls.i18n")),  # the back office's language switch
    path("admin", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/", admin.site.urls),
    # With DEBUG on, Django would answer an unknown path with a page of its own.
    re_path(r"", outside.unknown_path),
]

handler400 = "qulive.api.outside.bad_request"
handler403 = "qulive.api.outside.forbidden"
handler404 = "qulive.api.outside.unknown_path"
handler500 = "qulive.api.outside.broken"
