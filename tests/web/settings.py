"""The site's own settings, with a folder of data that is thrown away and a key that is no secret."""

import atexit
import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="grenswerk-tests-")
atexit.register(_folder.cleanup)
os.environ["GRENSWERK_DATA"] = _folder.name
os.environ.setdefault("GRENSWERK_SECRET_KEY", "only-for-tests-" + "x" * 50)

from grenswerk.web.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in CACHES  # noqa: F405
}
