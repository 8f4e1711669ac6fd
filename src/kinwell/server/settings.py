"""Settings, read from the environment.

    KINWELL_DATA      where data lies (./data)
    KINWELL_SIGNUP    `open`: anyone may found a family, also after the first one did
    KINWELL_HOSTS     names this server answers to, with commas (any)
    KINWELL_ORIGINS   origins behind a proxy that may send forms, with commas, such as https://kinwell.home
    KINWELL_HTTPS     `1`: behind a proxy that speaks HTTPS and says so in X-Forwarded-Proto; cookies are then its own.
                      `kinwell https` sets it to `own`: HTTPS by this server itself
    KINWELL_DEBUG     `1`: Django's debug pages, for developing

A private server on one's own machine needs none of them. The secret lies in the data folder, made on first start.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from django.utils.csp import CSP

DATA = Path(os.environ.get("KINWELL_DATA", "data")).resolve()
DEBUG = os.environ.get("KINWELL_DEBUG") == "1"
SIGNUP_OPEN = os.environ.get("KINWELL_SIGNUP") == "open"


def _secret() -> str:
    """Return the secret of this server, made and kept on first start; another would sign everyone out."""
    path = DATA / "secret"
    DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


SECRET_KEY = _secret()
ALLOWED_HOSTS = os.environ.get("KINWELL_HOSTS", "*").split(",")  # a home server is reached by many names
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("KINWELL_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "kinwell.web",  # before allauth, so that our templates are taken for its pages
    "allauth",
    "allauth.account",
    "django_htmx",
    "kinwell.store",
    "kinwell.accounts",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kinwell.web.pages.present",
]
ROOT_URLCONF = "kinwell.server.urls"
CSRF_FAILURE_VIEW = "kinwell.web.support.forbidden"
WSGI_APPLICATION = "kinwell.server.asgi.wsgi"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["kinwell.web.templatetags.words"],
        },
    }
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "kinwell.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # without it four writers get lock errors
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
            " PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["kinwell.accounts.signed_in.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_FORMS = {"login": "kinwell.accounts.forms.SignIn"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
HTTPS = os.environ.get("KINWELL_HTTPS")  # without HSTS: a name at home may one day be another machine's
if HTTPS == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if HTTPS in ("1", "own"):
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
if HTTPS == "own":  # names of their own, since cookies know no port: the plain server beside it would lose its own
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
SESSION_ENGINE = "kinwell.accounts.signed_in"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_SAVE_EVERY_REQUEST = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

LOGGING = {  # an address names a family: nothing of a request is logged but its failing
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
