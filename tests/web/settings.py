"""The site's own settings, with a folder of data that is thrown away and a key that is no secret."""

import os
import tempfile

os.environ["GRENSWERK_DATA"] = os.environ.get("GRENSWERK_TEST_DATA") or tempfile.mkdtemp(prefix="grenswerk-tests-")
os.environ.setdefault("GRENSWERK_SECRET_KEY", "only-for-tests-" + "x" * 50)

from grenswerk.web.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
