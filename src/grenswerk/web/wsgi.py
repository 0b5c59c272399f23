"""The site as a WSGI application."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from grenswerk.documents.settling import settle_types

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "grenswerk.web.settings")
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # now, and not in the thread of the first request
settle_types()
