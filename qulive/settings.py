"""Settings of the AppServer, read from the environment and `.env` (the environment wins).

Unconfigured, this is a laptop: SQLite, the local cloud of `sandbox/`, debug on. A SECRET_KEY makes it
a production, which then wants everything that `check --deploy` asks for.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from qulive.backoffice import look
from qulive.environment import ROOT, choice, database, env, flag, folder, names, number, text

django_stubs_ext.monkeypatch()

BASE_DIR: Path = ROOT

# --- Where we are ---------------------------------------------------------------------------------

SECRET_KEY = text("SECRET_KEY")
DEBUG = flag("DEBUG", default=not SECRET_KEY)
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing. Set it to a long random text, or set DEBUG=1 on a laptop."
        )
    SECRET_KEY = "on-a-laptop-there-is-nothing-to-hide-" + "0" * 16

VAR = folder("VAR", "var")
HOST = text("HOST", "localhost").replace("localhost", "127.0.0.1")
PORT = number("PORT", 8000, most=65535)
SANDBOX_PORT = number("SANDBOX_PORT", 8001, most=65535)
WORKERS = number("WORKERS", 2)
# Of each worker process; the cloud may hold half of them.
THREADS = number("THREADS", 16)
_REACHABLE_HOST = "127.0.0.1" if HOST == "0.0.0.0" else HOST  # noqa: S104 - a comparison

# What every URL that we hand out begins with, whatever host a request came through.
PUBLIC_URL = text("PUBLIC_URL", f"http://{_REACHABLE_HOST}:{PORT}").rstrip("/")
SANDBOX_PUBLIC_URL = text("SANDBOX_PUBLIC_URL", f"http://{_REACHABLE_HOST}:{SANDBOX_PORT}").rstrip("/")

_LAPTOP_HOSTS = ["localhost", "127.0.0.1", "[::1]", HOST, urlsplit(PUBLIC_URL).hostname or HOST]
ALLOWED_HOSTS = names("ALLOWED_HOSTS", _LAPTOP_HOSTS if DEBUG else [])
CSRF_TRUSTED_ORIGINS = names("CSRF_TRUSTED_ORIGINS", [PUBLIC_URL])

# --- What we are made of --------------------------------------------------------------------------

INSTALLED_APPS = [
    # The back office's look; each part stands before what it dresses.
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "import_export",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_guid",
    "django_tasks",
    "django_tasks_db",
    "qulive",
    "accounts",
    "videos",
    "credentials",
    "materials",
    "music",
    "callbacks",
]

MIDDLEWARE = [
    "qulive.health.middleware",
    "qulive.metrics.middleware",
    "qulive.api.door.request_id",
    "qulive.api.watching.middleware",
    "qulive.api.outside.our_hosts",
    "qulive.api.shortcut.Shortcut",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "qulive.api.door.language",
    "qulive.browsers.ForBrowsers",
]
# What people with a browser need, and takes longer than a remembered list; and the paths that apps call.
APP_PATHS = ("/vod/", "/vodVideo/", "/demo/", "/user/", "/resource/", "/music/", "/vodcallback/")
BROWSER_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "qulive.backoffice.trouble.Trouble",
]

SILENCED_SYSTEM_CHECKS = [
    # They look for the above in MIDDLEWARE.
    *("admin.E408", "admin.E409", "admin.E410", "security.W002", "security.W003"),
    "axes.W002",  # our login form and operation say what its middleware would
    "models.W040",  # SQLite leaves out what its index can't include
]

ROOT_URLCONF = "qulive.urls"
WSGI_APPLICATION = "qulive.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before the apps' own: what of unfold's pages we say otherwise.
        "DIRS": [BASE_DIR / "qulive" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- Where the data lives -------------------------------------------------------------------------

DATABASES = {"default": database("DATABASE_URL", VAR / "db.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A deferred transaction that reads first and writes later fails at once when another one writes
    # between; taking the write lock at BEGIN waits its turn instead.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"] |= {"ENGINE": "qulive.postgresql", "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    # Seconds, and milliseconds. A server that went away without a word is noticed within three seconds, not
    # after two hours, and a request that tries twice to reach one ends before the apps give up, after 5 s.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 2,
        "tcp_user_timeout": 2000,
        "keepalives_idle": 3,
        "keepalives_interval": 1,
        "keepalives_count": 2,
        **DATABASES["default"].get("OPTIONS", {}),  # ?sslmode=require and the like
    }
# How long a request waits for the next word of a PostgreSQL that may be frozen; 0 is for ever.
DATABASE_SILENCE_SECONDS = number("DATABASE_SILENCE_SECONDS", 3, least=0)
# Off behind a pooler that gives each transaction another connection: what one has planned, others don't know.
DATABASE_PREPARED_STATEMENTS = flag("DATABASE_PREPARED_STATEMENTS", default=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url_config(text("CACHE_URL", "locmemcache://"))}
if CACHES["default"]["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
    CACHES["default"] |= {
        "BACKEND": "qulive.cache.RedisOrHere",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
TASKS = {"default": {"BACKEND": "qulive.queue.Queue"}}

MEDIA_ROOT = VAR / "media"
MEDIA_URL = f"{PUBLIC_URL}/media/"
# Of its own, since an image or a package has these files where no data is.
STATIC_ROOT = Path(text("STATIC_ROOT", str(VAR / "static")))
STATIC_URL = "static/"
_STATICFILES = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Audio is not for everybody: it is played through signed paths that expire.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "private", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else _STATICFILES
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# --- Who is who -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# Failed logins are counted; see accounts/guessing.py.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = number("LOGIN_FAILURES", 10)
AXES_COOLOFF_TIME = timedelta(minutes=number("LOGIN_COOLOFF_MINUTES", 15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "qulive.api.address.address_of"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# What it keeps of a failed login's request without the value.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "userName", "token", "csrfmiddlewaretoken"]
# The class that says who is calling. Replace it to bring your own accounts.
API_AUTHENTICATION = text("API_AUTHENTICATION", "accounts.authentication.TokenAuthentication")
# An app keeps its first token for ever and never logs in again, so tokens don't expire unless asked to.
TOKEN_MAX_AGE = (
    timedelta(days=days) if (days := number("TOKEN_MAX_AGE_DAYS", 0, least=0, most=36_500)) else None
)
TOKENS_PER_USER = number("TOKENS_PER_USER", 20)

# --- Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = text("LANGUAGE_CODE", "en")
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
# Ours, and what other people's packages leave in English.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "others"]
FORMAT_MODULE_PATH = ["qulive.formats"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- The back office ------------------------------------------------------------------------------

UNFOLD = look.UNFOLD

# --- The API --------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [API_AUTHENTICATION],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["qulive.api.envelope.EnvelopeRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
        "qulive.api.parsers.JSONParser",
    ],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "qulive.api.negotiation.AlwaysJson",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "qulive.api.schema.EnvelopeSchema",
    "DEFAULT_THROTTLE_CLASSES": ["qulive.api.throttles.PerClient"],
    "EXCEPTION_HANDLER": "qulive.api.errors.handle",
    "UNAUTHENTICATED_USER": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "multipart",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Qulive Video AppServer",
    "DESCRIPTION": "What a short-video app needs beside ApsaraVideo VOD.",
    "VERSION": "0.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    # `make check` validates the document; a worker need not write it at each start.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}
# Calls per client: per user where there is a token, else per address. "off" is no limit.
_RATES = {
    "guests": "60/min" if DEBUG else "30/min",
    "registrations": "60/min" if DEBUG else "10/min",
    "logins": "60/min" if DEBUG else "30/min",
    "credentials": "300/min" if DEBUG else "60/min",
    "publishes": "300/min" if DEBUG else "30/min",
}
RATES = {scope: text(f"RATE_{scope.upper()}", rate).removeprefix("off") for scope, rate in _RATES.items()}
# How many proxies of ours a request comes through; what more its X-Forwarded-For says is the client's claim.
PROXIES = number("PROXIES", 0, least=0)
# `/demo/*` hands out credentials to anybody; off, it wants a token like `/vod/*`.
DEMO_OPEN = flag("DEMO_OPEN", default=DEBUG)
MUSIC_PATH_SECONDS = number("MUSIC_PATH_SECONDS", 3600)

# --- The cloud ------------------------------------------------------------------------------------

SANDBOX_KEY_ID = "sandbox-key-id"
ALIBABA_CLOUD_ACCESS_KEY_ID = text("ALIBABA_CLOUD_ACCESS_KEY_ID", SANDBOX_KEY_ID if DEBUG else "")
ALIBABA_CLOUD_ACCESS_KEY_SECRET = text(
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "sandbox-key-secret" if DEBUG else ""
)
USES_SANDBOX = SANDBOX_KEY_ID == ALIBABA_CLOUD_ACCESS_KEY_ID
VOD_REGION = text("VOD_REGION", "cn-shanghai")
# Where the cloud is; empty means Alibaba's own address of the region. https unless it says http://.
_SANDBOX_URL = f"http://{_REACHABLE_HOST}:{SANDBOX_PORT}" if USES_SANDBOX else ""
VOD_ENDPOINT = text("VOD_ENDPOINT", _SANDBOX_URL)
STS_ENDPOINT = text("STS_ENDPOINT", _SANDBOX_URL)
STS_ROLE_ARN = text("STS_ROLE_ARN", "acs:ram::1000000000000000:role/qulive-app" if USES_SANDBOX else "")
VOD_UPLOAD_TEMPLATE_GROUP = text("VOD_UPLOAD_TEMPLATE_GROUP", "VOD_NO_TRANSCODE")
VOD_TRANSCODE_TEMPLATE_GROUP = text(
    "VOD_TRANSCODE_TEMPLATE_GROUP", "sandbox-transcode" if USES_SANDBOX else ""
)
# Narrow-band HD costs extra, so it is an offer to operators only where it has a template group.
VOD_NARROW_TEMPLATE_GROUP = text("VOD_NARROW_TEMPLATE_GROUP", "sandbox-narrow" if USES_SANDBOX else "")
# Review before transcoding, as VOD charges for what is transcoded; off reviews what was transcoded.
REVIEW_FIRST = flag("REVIEW_FIRST", default=True)

# Files in OSS rather than in VAR: both buckets, or none. The two URLs are what everybody outside opens.
OSS_MEDIA_BUCKET = text("OSS_MEDIA_BUCKET")
OSS_PRIVATE_BUCKET = text("OSS_PRIVATE_BUCKET")
OSS_REGION = text("OSS_REGION", VOD_REGION)
OSS_S3_ENDPOINT = text("OSS_S3_ENDPOINT", f"https://s3.oss-{OSS_REGION}.aliyuncs.com")
_OSS_DOMAIN = f"oss-{OSS_REGION}.aliyuncs.com"
OSS_MEDIA_URL = text(
    "OSS_MEDIA_URL", f"https://{OSS_MEDIA_BUCKET}.{_OSS_DOMAIN}" if OSS_MEDIA_BUCKET else ""
).rstrip("/")
OSS_PRIVATE_URL = text(
    "OSS_PRIVATE_URL", f"https://{OSS_PRIVATE_BUCKET}.{_OSS_DOMAIN}" if OSS_PRIVATE_BUCKET else ""
).rstrip("/")
if OSS_MEDIA_BUCKET or OSS_PRIVATE_BUCKET:
    STORAGES |= {
        "default": {
            "BACKEND": "qulive.oss.OssStorage",
            "OPTIONS": {
                "bucket": OSS_MEDIA_BUCKET,
                "url": OSS_MEDIA_URL,
                "cache_control": "public, max-age=31536000, immutable",
            },
        },
        "private": {
            "BACKEND": "qulive.oss.OssStorage",
            "OPTIONS": {
                "bucket": OSS_PRIVATE_BUCKET,
                "url": OSS_PRIVATE_URL,
                "cache_control": "private, no-store",
            },
        },
    }

# Type A signatures on addresses of VOD's domain for acceleration, where the domain asks for them.
VOD_CDN_DOMAIN = text("VOD_CDN_DOMAIN")
VOD_CDN_KEY = text("VOD_CDN_KEY")
# As long as the domain says that a signed address is valid.
VOD_CDN_VALID_SECONDS = number("VOD_CDN_VALID_SECONDS", 1800, least=60)

# The callback's URL exactly as entered in VOD's console: VOD signs this very text.
VOD_CALLBACK_URL = text("VOD_CALLBACK_URL", f"{PUBLIC_URL}/vodcallback/callback")
VOD_CALLBACK_KEYS = names("VOD_CALLBACK_KEYS", ["SandboxCallbackKey2026"] if DEBUG else [])
VOD_CALLBACK_MAX_AGE = timedelta(seconds=number("VOD_CALLBACK_MAX_AGE_SECONDS", 300))

# Live streaming: without both domains guests get no ingest and streaming URLs.
LIVE_PUSH_DOMAIN = text("LIVE_PUSH_DOMAIN")
LIVE_PUSH_KEY = text("LIVE_PUSH_KEY")
LIVE_PLAY_DOMAIN = text("LIVE_PLAY_DOMAIN")
LIVE_PLAY_KEY = text("LIVE_PLAY_KEY")
LIVE_APP_NAME = text("LIVE_APP_NAME", "live")

# --- Housekeeping ---------------------------------------------------------------------------------

# Days that `manage.py prune` leaves things for; 0 keeps them for ever.
KEEP_CALLBACKS_DAYS = number("KEEP_CALLBACKS_DAYS", 180, least=0)
KEEP_TASKS_DAYS = number("KEEP_TASKS_DAYS", 14, least=0)
KEEP_LOGINS_DAYS = number("KEEP_LOGINS_DAYS", 180, least=0)
KEEP_SESSIONS_DAYS = number("KEEP_SESSIONS_DAYS", 1, least=0)
# Guests who own nothing and were not seen for so long; an app that lives keeps its guest.
KEEP_GUESTS_DAYS = number("KEEP_GUESTS_DAYS", 365, least=0)

# --- Production -----------------------------------------------------------------------------------

if not DEBUG:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = flag("SECURE_SSL_REDIRECT", default=True)
    # VOD counts a redirect as a failure and drops the event after three.
    SECURE_REDIRECT_EXEMPT = [r"^vodcallback/"]
    SECURE_HSTS_SECONDS = number("SECURE_HSTS_SECONDS", 31_536_000, least=0)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = flag("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
    SECURE_HSTS_PRELOAD = flag("SECURE_HSTS_PRELOAD", default=True)
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# --- Figures --------------------------------------------------------------------------------------

# Figures for Prometheus at /metrics. Several processes add theirs up in a folder that they share.
METRICS = flag("METRICS", default=False)
PROMETHEUS_MULTIPROC_DIR = text("PROMETHEUS_MULTIPROC_DIR") and str(folder("PROMETHEUS_MULTIPROC_DIR", ""))

# --- Logs and errors ------------------------------------------------------------------------------

DEFAULT_EXCEPTION_REPORTER = "qulive.error_page.WithoutValues"

DJANGO_GUID = {
    "GUID_HEADER_NAME": "X-Request-ID",
    "VALIDATE_GUID": True,
    "RETURN_HEADER": True,
    "EXPOSE_HEADER": False,
    "UUID_FORMAT": "string",
}
LOG_FORMAT = choice("LOG_FORMAT", *(("line", "json") if DEBUG else ("json", "line")))
# A line for each operation that an app calls.
LOG_REQUESTS = flag("LOG_REQUESTS", default=not DEBUG)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "django_guid.log_filters.CorrelationId"},
        "no_secrets": {"()": "qulive.api.logs.WithoutSecrets"},
    },
    "formatters": {
        "line": {"format": "{levelname} {name} [{correlation_id}] {message}", "style": "{"},
        "json": {"()": "qulive.api.logs.JsonLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["request_id", "no_secrets"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # runserver's access log, which Django would write past our filters.
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django_guid": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        # Whoever raises the level to find a bug gets no password hashes, digests and session ids in SQL…
        "django.db.backends": {"level": "INFO"},
        # …and no signed requests.
        "botocore": {"level": "INFO"},
        "urllib3": {"level": "INFO"},
        # The SDK logs whole URLs, which carry keys and signatures.
        "aliyunsdkcore": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
