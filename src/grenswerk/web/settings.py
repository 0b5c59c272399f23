"""Django's settings; what differs between places comes from `environment`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from grenswerk.web.environment import read_environment
from grenswerk.web.operations.logs import logging_settings

HERE = Path(__file__).parent
ENVIRONMENT = read_environment()

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
ALLOWED_HOSTS = ENVIRONMENT.hosts
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ENVIRONMENT.hosts] if ENVIRONMENT.production else []

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "grenswerk.web",
    "grenswerk.web.mydays",
    "grenswerk.web.operations",
    "grenswerk.web.audit",
    "grenswerk.web.organisations",
    "grenswerk.web.advice",
    "django_tasks",
    "django_tasks_db",
    "grenswerk.web.jobs",
    "grenswerk.web.laboratory",
    "grenswerk.web.workforce",
    "grenswerk.web.api",
    "grenswerk.web.accounts",
    "grenswerk.web.privacy",
]
MIDDLEWARE = [
    "grenswerk.web.operations.requests.Observed",
    "grenswerk.web.api.middleware.ApiRefusals",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "grenswerk.web.middleware.PageHeaders",
]
ROOT_URLCONF = "grenswerk.web.urls"
WSGI_APPLICATION = "grenswerk.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "grenswerk.web.templatetags.kept",
                "grenswerk.web.templatetags.words",
                "grenswerk.web.templatetags.components",
                "grenswerk.web.templatetags.assessment",
                "grenswerk.web.templatetags.days",
                "grenswerk.web.templatetags.organisations",
                "grenswerk.web.templatetags.workforce",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "grenswerk.web.context.site",
            ],
        },
    }
]

DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SHARED_FILES = "grenswerk.web.operations.cache.SharedFiles"
CACHES = {
    "default": {  # wrong passwords, rates, codes that were used: small, and none may be forgotten
        "BACKEND": SHARED_FILES,
        "LOCATION": ENVIRONMENT.data / "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "documents": {  # that can be set again
        "BACKEND": SHARED_FILES,
        "LOCATION": ENVIRONMENT.data / "cache" / "documents",
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
LABORATORY_LARGEST = 20_000  # rows of a population that one run may ask for
LABORATORY_KEPT = 100  # runs of one person
JOBS_LEASE = 15.0  # seconds without a sign of life after which a job is taken from its worker

LANGUAGE_CODE = "en"
LANGUAGES = [("nl", "Nederlands"), ("fr", "Français"), ("de", "Deutsch"), ("en", "English")]
TIME_ZONE = "Europe/Brussels"  # the five states share it
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 7 * 24 * 3600  # the version of the package stands in every address

# What a browser may do with a page: nothing inline, nothing from elsewhere. The code for an authenticator app is
# an image in a data address, made by allauth.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'", *(origin for provider in ENVIRONMENT.oidc for origin in provider.origins)],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # not in a cookie: they name people
SESSION_COOKIE_AGE = 14 * 24 * 3600  # the longest that one stays signed in, used or not
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENVIRONMENT.production
SECURE_REDIRECT_EXEMPT = [r"^(health|ready|metrics)/$"]  # asked from within the machine, without HTTPS
if ENVIRONMENT.production:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if ENVIRONMENT.proxies:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Bounds of what is sent to the site.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 600
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_LARGEST = 2 * 1024 * 1024  # bytes of a file of days; a year is some 50 kB
UPLOAD_SECONDS = 10
UPLOAD_MEMORY = 1024 * 1024 * 1024  # bytes

KEEP = ENVIRONMENT.keep  # how long things are kept where it differs from `privacy.periods`
CONTROLLER = ENVIRONMENT.controller

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "grenswerk.web.accounts.passwords.WordsOfTheSite"},
    {"NAME": "grenswerk.web.accounts.passwords.Breached"},
]
BREACHED_PASSWORDS = ENVIRONMENT.breached_passwords
SECRET_KEY_FALLBACKS = ENVIRONMENT.old_keys
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "mydays"
MAIL_REACHES_PEOPLE = "smtp" in ENVIRONMENT.mail["EMAIL_BACKEND"]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if MAIL_REACHES_PEOPLE else "optional"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Grenswerk: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds for which a proof counts where one is asked for again
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/m/ip,5/15m/key",  # five wrong passwords lock an account for 15 minutes
    "document": "30/m/ip",
    "upload": "20/m/ip",
    "verify": "30/m/ip",
    "invite": "60/h/user",
    "laboratory": "60/h/user",
    "token": "20/h/user",
    "api": "600/m/key",  # of one token
}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [provider.app for provider in ENVIRONMENT.oidc],
        "provider_class": "grenswerk.web.accounts.oidc.OrganisationProvider",
    }
}
SOCIALACCOUNT_ADAPTER = "grenswerk.web.accounts.oidc.MailAlone"
SOCIALACCOUNT_EMAIL_VERIFICATION = "mandatory"  # where the provider's word does not count
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # no provider opens an account that exists by its mail address
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Grenswerk"
MFA_ADAPTER = "grenswerk.web.accounts.factors.EncryptedFactors"
# A new organisation demands a second factor of who sees its rows; a site for one machine can do without.
SECOND_FACTOR_DEMANDED = ENVIRONMENT.production
# So long ago at most a member must have proved who it is: to see rows of others, and before what is dangerous.
ORGANISATION_SESSION, RECENTLY = timedelta(hours=12), timedelta(minutes=30)
MFA_ALLOW_UNVERIFIED_EMAIL = not MAIL_REACHES_PEOPLE
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.production  # localhost without HTTPS

globals().update(ENVIRONMENT.mail)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from

LOGGING = logging_settings(ENVIRONMENT.log)
