"""How the back office looks: unfold's settings."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SEA = {
    "50": "oklch(97.7% 0.013 236)",
    "100": "oklch(95.1% 0.026 236)",
    "200": "oklch(90.1% 0.058 236)",
    "300": "oklch(82.8% 0.111 236)",
    "400": "oklch(74.6% 0.16 236)",
    "500": "oklch(62.3% 0.16 236)",
    "600": "oklch(54% 0.148 236)",
    "700": "oklch(46% 0.13 236)",
    "800": "oklch(40% 0.11 236)",
    "900": "oklch(36% 0.09 236)",
    "950": "oklch(28% 0.066 236)",
}
UNFOLD: dict[str, Any] = {
    "SITE_TITLE": _("Qulive back office"),
    "SITE_HEADER": _("Qulive back office"),
    "SITE_SYMBOL": "movie",
    "SITE_URL": None,  # ours is a page for apps
    "SHOW_LANGUAGES": True,
    "SHOW_VIEW_ON_SITE": False,
    "COLORS": {"primary": SEA},
    "DASHBOARD_CALLBACK": "qulive.dashboard.fill",
    "LOGIN": {"form": "accounts.login_form.LoginForm"},
    "SIDEBAR": {"show_search": True, "navigation": "qulive.backoffice.sidebar.navigation"},
}
