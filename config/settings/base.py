"""Settings shared by every way of running. What differs is in dev.py, test.py and prod.py."""

from csp.constants import NONE, SELF

from config.env import BASE_DIR, VAR_DIR, cache_url, celery_url, env, result_url
from config.limits import limits_from_environment
from config.storage import read_storage

LIMITS = limits_from_environment(lambda name, default: env.int(name, default=default))

SITE_NAME = "Firstfit"
# The address that pages, feeds and API answers name themselves by when there is no request at hand.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

# Registration order carries the layers: what stands higher may import what stands lower.
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "projects.apps.ProjectsConfig",
    "evaluations.apps.EvaluationsConfig",
    "portfolio.apps.PortfolioConfig",
    "config.apps.FirstfitConfig",
]

MIDDLEWARE = [
    "config.middleware.room_for_frames",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.request_id",
    "config.middleware.cross_origin_reads",
    "csp.middleware.CSPMiddleware",
    "config.middleware.private_unless_said",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.problem_pages",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION, ASGI_APPLICATION = "config.wsgi.application", "config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "config.context.site",
            ],
            "builtins": ["evaluations.templatetags.firstfit"],
        },
    }
]

# --- Data ------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Web, workers and beat write at the same time: take the write lock at BEGIN and wait for it.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
STATIC_ROOT = BASE_DIR / "staticfiles"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": read_storage(env.str("STORAGE_URL", default="")),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Uploads stream to disk beyond this; the whole request may be a file of the limit plus its form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "projects.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Queue -----------------------------------------------------------------------------------------------

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379")
CELERY_BROKER_URL = celery_url(REDIS_URL, 0)
CELERY_RESULT_BACKEND = result_url(REDIS_URL, 1)
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_EXPIRES = 3600
# An evaluation's lanes may end hours after each other, and the chord has to remember how many there are.
CELERY_RESULT_CHORD_EXPIRES = LIMITS.broker_visibility_seconds
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = LIMITS.task_soft_seconds
CELERY_TASK_TIME_LIMIT = LIMITS.task_hard_seconds
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# A worker process starts its fork server (and proves its sandbox) before it takes a task.
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 90
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "queue_order_strategy": "priority",
    "priority_steps": list(range(10)),  # evaluations/launch.py says who goes first
    "visibility_timeout": LIMITS.broker_visibility_seconds,
    # kombu's defaults look for lost messages only every hundred seconds or so.
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    # A request that publishes must hear soon that the broker is away: the sweep sends again.
    "socket_connect_timeout": 3,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 2, "interval_start": 0, "interval_step": 0.2}
# Webhooks wait for other people's servers: a process of their own carries them (config/courier.py).
CELERY_TASK_ROUTES = {"portfolio.deliver_webhook": {"queue": "webhooks"}}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "evaluations.sweep",
        "schedule": LIMITS.sweep_every_seconds,
        "options": {"priority": 0},
    },
    "sweep_webhooks": {
        "task": "portfolio.sweep",
        "schedule": LIMITS.sweep_every_seconds,
        "options": {"priority": 0},
    },
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": cache_url(REDIS_URL, 2),
    },
    "pages": {
        "BACKEND": "config.cache.ForgivingRedisCache",
        "LOCATION": cache_url(REDIS_URL, 2),
        "KEY_PREFIX": "pages",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
    },
}

# --- People ----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "projects.Learner"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "projects.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "projects.forms.EntranceForm",
    "change_password": "projects.password_forms.AnotherPasswordForm",
    "reset_password_from_key": "projects.password_forms.ForgottenPasswordForm",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""  # the subjects name the site themselves
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = env.str("ACCOUNT_EMAIL_VERIFICATION", default="optional")
ACCOUNT_USERNAME_VALIDATORS = "projects.accounts.username_validators"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True

# --- API -------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "projects.api.authentication.BearerTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["projects.api.permissions.ReadOrWriteScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "rest_framework.parsers.JSONParser",
        "rest_framework.parsers.MultiPartParser",
        "rest_framework.parsers.FormParser",
    ],
    "DEFAULT_PAGINATION_CLASS": "projects.api.pagination.NewestFirst",
    "DEFAULT_SCHEMA_CLASS": "projects.api.schema.ApiSchema",
    "DEFAULT_THROTTLE_CLASSES": ["projects.api.throttling.LearnerThrottle"],
    "DEFAULT_THROTTLE_RATES": {"learner": "600/min", "anonymous": "120/min", "costly": "60/min"},
    "EXCEPTION_HANDLER": "projects.api.problems.problem_response",
    "PAGE_SIZE": 20,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Firstfit API",
    "DESCRIPTION": (
        "Submit a data set and a script, wait, and read scores that the platform measured. "
        "Text is UTF-8 without null characters."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": False, "validatorUrl": None},  # an anchor names a problem
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "EvaluationStatus": "evaluations.models.Evaluation.Status",
        "EvaluationStage": "evaluations.models.Evaluation.Stage",
        "LockboxStatus": "evaluations.models.LockboxOpening.Status",
        "LockboxAgreement": ["agrees", "worse", "better"],
        "Verdict": ["better", "no_clear_difference", "worse"],
        "CheckOutcome": "evaluations.models.CheckResult.Outcome",
        "ResultStatus": ["succeeded", "failed"],
        "Visibility": "projects.models.Project.Visibility",
        "PublishedVisibility": ["public", "unlisted"],
        "TokenScope": "projects.models.ApiToken.Scope",
        "HonestyState": "evaluations.models.HonestyTest.State",
        "DeliveryState": "portfolio.webhook_models.WebhookDelivery.State",
        "WebhookEvent": "portfolio.webhooks.events.CODES",
        "Task": "evaluations.api.requests.TASKS",
        "Metric": "evaluations.api.requests.METRIC_CODES",
    },
}

# --- Safety ----------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.problems.csrf_failure"

# Whether webhooks may lead to this very machine, over http: for trying them, never in production.
WEBHOOK_LOOPBACK = False

# --- Sandbox ---------------------------------------------------------------------------------------------

# Where bubblewrap is, if it is neither on the PATH nor installed beside the platform.
SANDBOX_BWRAP = env.str("SANDBOX_BWRAP", default="")

# --- The rest --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"django.request": {"level": "ERROR"}},
}
