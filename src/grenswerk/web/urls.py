"""The addresses of the site; every page stands under its language."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from grenswerk.web.calculator import views as calculator

urlpatterns = i18n_patterns(
    path("", calculator.home, name="home"),
    path("calculator/", calculator.calculator, name="calculator"),
    path("calculator/curve/", calculator.curve, name="calculator_curve"),
    path("calculator/case/<str:token>/", calculator.shared, name="calculator_case"),
    path("calculator/case/<str:token>/pdf/", calculator.document, name="calculator_document"),
    path("account/", include("allauth.urls")),
)
