"""What every site has in common. Values that differ come from the environment."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from .signing_in import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

# --- What the site is made of -------------------------------------------------------------------

INSTALLED_APPS = [
    "certificates",
    "quizzes",
    "courses",
    "training.reports",
    "training.content",
    "training.people",
    "training.notices",
    "training.operating",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "training.people.accounts.AccountsConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "polymorphic",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "training.headers.BrowserFeatures",
    "training.headers.PrivateToWhoAsked",
    "training.malformed.MalformedRequests",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "training.people.middleware.EditorContentSecurityPolicy",
    "training.people.middleware.EditorIsForTrainers",
    "training.people.middleware.SecondStep",
    "allauth.account.middleware.AccountMiddleware",
    "training.people.middleware.LastSeen",
]

ROOT_URLCONF = "training.urls"
WSGI_APPLICATION = "training.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]
# Forms are rendered by our own templates (templates/django/forms), in the GOV.UK pattern.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Where things are kept ----------------------------------------------------------------------

SQLITE_OPTIONS = {
    "timeout": 20,
    # A read that turns into a write fails at once under DEFERRED, whatever the time-out.
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-20000;PRAGMA journal_size_limit=67108864;"
    ),
}
# PostgreSQL would translate the query of a long report into machine code first, which takes it seven seconds, and
# then answer it in one. In 4 MB, which is what it takes by itself, it would sort the answers to a quiz on the disk
# instead of counting them in memory.
POSTGRES_OPTIONS = {"options": "-c jit=off -c work_mem=32MB"}


def database(url):
    """Read a database URL into Django's shape, with the options that SQLite needs to be safe."""
    parsed = environ.Env.db_url_config(url)
    parsed["CONN_MAX_AGE"] = 600
    # A server that was restarted meanwhile is noticed before a request is lost to the old connection.
    parsed["CONN_HEALTH_CHECKS"] = True
    if parsed["ENGINE"] == "django.db.backends.sqlite3":
        parsed["OPTIONS"] = SQLITE_OPTIONS
    else:
        parsed["OPTIONS"] = {**parsed.get("OPTIONS", {}), **POSTGRES_OPTIONS}
    return parsed


DATABASES = {"default": database(env.str("DATABASE_URL", f"sqlite:///{BASE_DIR}/var/db.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = env.str("MEDIA_ROOT", str(BASE_DIR / "var" / "media"))
MEDIA_URL = "/media/"
# Pictures and files go through training/content/serving.py, which asks who may have them. Never let a web server
# serve MEDIA_ROOT by itself. Where nginx may send the bytes after that: its internal address, such as "/_media/".
MEDIA_ACCEL_REDIRECT = env.str("MEDIA_ACCEL_REDIRECT", "")
# The kinds of page that anybody may read; their pictures and files are for anybody too.
PUBLIC_PAGES = ["content.homepage", "content.infopage", "courses.cataloguepage", "courses.coursepage"]
STATIC_ROOT = env.str("STATIC_ROOT", str(BASE_DIR / "build" / "collected"))
STATIC_URL = "/static/"
# The built style sheet and script come first: training/static holds their sources under the same names.
STATICFILES_DIRS = [BASE_DIR / "build" / "static", BASE_DIR / "training" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Fonts for certificates, built from a package; WeasyPrint may fetch nothing but data.
FONTS_DIR = BASE_DIR / "build" / "fonts"

# Wagtail's own work stays in the request (a stopped worker would leave search stale);
# our slow work waits in the database for `manage.py db_worker`.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "slow": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # What every page needs and seldom changes, kept for a minute by each process.
    "process": {
        "BACKEND": "training.caching.InMind",
        "LOCATION": "process",
        "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# Everything that goes wrong goes to standard error, whoever keeps it: a file of the demo, or the journal.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "WARNING")},
    # Django's own handler would say it all twice.
    "loggers": {"django": {"handlers": [], "level": env.str("LOG_LEVEL", "WARNING")}},
}

# --- What trainers may write ---------------------------------------------------------------------

# What the Trainers group may write in the editor, beside pages, pictures and files. Each covers its subclasses.
TRAINERS_WRITE = [
    "content.contact",
    "content.fact",
    "content.problemreport",
    "content.caresettings",
    "quizzes.topic",
    "quizzes.misconception",
    "quizzes.question",
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        # The editor's preview panel shows pages in a frame of this site.
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "connect-src": [SELF],
    }
}
# Browsers that know frame-ancestors go by it; older ones show no frame at all.
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
# What no page of this site asks a browser for, nobody who got a script into one may ask for either.
PERMISSIONS_POLICY = {
    **dict.fromkeys(
        [
            *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope"),
            *(
                "magnetometer",
                "microphone",
                "midi",
                "payment",
                "screen-wake-lock",
                "serial",
                "usb",
                "xr-spatial-tracking",
            ),
        ],
        "()",
    ),
    # Passkeys.
    "publickey-credentials-create": "(self)",
    "publickey-credentials-get": "(self)",
}
# A long lesson has more form fields than Django's 1000; more would lose the trainer's work.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_HANDLERS = [
    # Anybody may send a certificate to be checked. Nothing of that may reach the disk.
    "certificates.uploading.NothingLargeFromAnybody",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- How it speaks ------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
# A page says which language it is in. Add ("cy", "Cymraeg") together with locale/cy and not before: until then a
# browser that prefers Welsh would be told that English words are Welsh, and a screen reader would read them so.
LANGUAGES = [("en-gb", "English")]
# Wagtail refuses a content language that is not among these, so the two grow together.
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["training.formats"]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Frontline Training <training@northmere.example>")
EMAIL_TIMEOUT = 10

# --- Wagtail ------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Frontline Training"
WAGTAILADMIN_BASE_URL = env.str("SITE_URL", "http://localhost:8000")
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/account/login/"
# Every other way in is closed: passwords belong to allauth alone.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
# A day is a day where the site is: an administrator who sees another zone's would end a membership on the wrong one.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
# Neither may tell another site about our editors.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "training.content.forms.ImageForm"
# Always through our view, whatever the storage, so that the rule is asked.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "txt"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_FORM_BASE = "training.content.forms.DocumentForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
