"""The addresses of the site; every page stands under its language, a feed under none."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import TemplateView

from grenswerk.web.audit import views as audit
from grenswerk.web.calculator import views as calculator
from grenswerk.web.mydays import views_public
from grenswerk.web.organisations import views as organisations

handler500 = "grenswerk.web.operations.outages.failed"
urlpatterns = [
    path("", include("grenswerk.web.operations.urls")),
    path("feeds/<str:secret>.ics", views_public.feed, name="feed"),
    *i18n_patterns(
        path("", calculator.home, name="home"),
        path("calculator/", calculator.calculator, name="calculator"),
        path("calculator/curve/", calculator.curve, name="calculator_curve"),
        path("calculator/case/<str:token>/", calculator.shared, name="calculator_case"),
        path("calculator/case/<str:token>/pdf/", calculator.document, name="calculator_document"),
        path("mydays/", include("grenswerk.web.mydays.urls")),
        path("mylog/", audit.mine, name="audit_mine"),
        path("organisations/", include("grenswerk.web.organisations.urls")),
        path("invitations/<str:secret>/", organisations.invitation, name="invitation"),
        path("jobs/", include("grenswerk.web.jobs.urls")),
        path("laboratory/", include("grenswerk.web.laboratory.urls")),
        path("law/", include("grenswerk.web.law.urls")),
        path("dossier/", include("grenswerk.web.dossier.urls")),
        path("verify/", views_public.verify, name="verify"),
        path("verify/<str:found>/", views_public.verify, name="verify_hash"),
        path("privacy/", TemplateView.as_view(template_name="privacy.html"), name="privacy"),
        path("account/", include("allauth.urls")),
    ),
]
