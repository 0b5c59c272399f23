"""A bare Django that says hello: what every page of the site is measured beside."""

from __future__ import annotations

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="of no use", MIDDLEWARE=[])


def hello(_request: HttpRequest) -> HttpResponse:
    """The least that a Django site can answer."""
    return HttpResponse("hello")


urlpatterns = [path("", hello)]
application = get_wsgi_application()
