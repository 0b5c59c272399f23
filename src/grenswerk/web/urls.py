"""The addresses of the site; every page stands under its language, a feed under none."""

from __future__ import annotations

from allauth.socialaccount.providers.openid_connect.views import callback as oidc_callback
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path

from grenswerk.web.accounts import views as accounts
from grenswerk.web.advice.views_consent import consent
from grenswerk.web.api import views as api_pages
from grenswerk.web.api.addresses import nothing
from grenswerk.web.api.v1.api import api
from grenswerk.web.audit import views as audit
from grenswerk.web.calculator import views as calculator
from grenswerk.web.mydays import views_public
from grenswerk.web.organisations import views as organisations
from grenswerk.web.privacy import views as privacy

handler500 = "grenswerk.web.operations.outages.failed"
urlpatterns = [
    path("", include("grenswerk.web.operations.urls")),
    path("feeds/<str:secret>.ics", views_public.feed, name="feed"),
    path("api/v1/", api.urls),
    re_path("^api/", nothing, name="api_nothing"),
    *i18n_patterns(
        path("", calculator.home, name="home"),
        path("calculator/", calculator.calculator, name="calculator"),
        path("calculator/curve/", calculator.curve, name="calculator_curve"),
        path("calculator/case/<str:token>/", calculator.shared, name="calculator_case"),
        path("calculator/case/<str:token>/pdf/", calculator.document, name="calculator_document"),
        path("mydays/", include("grenswerk.web.mydays.urls")),
        path("mylog/", audit.mine, name="audit_mine"),
        path("mytokens/", api_pages.own_tokens, name="own_tokens"),
        path("mytokens/<int:token>/revoke/", api_pages.revoke_own_token, name="revoke_own_token"),
        path("organisations/", include("grenswerk.web.organisations.urls")),
        path("organisations/", include("grenswerk.web.workforce.urls")),
        path("organisations/", include("grenswerk.web.api.urls")),
        path("organisations/", include("grenswerk.web.advice.urls")),
        path("consent/<str:secret>/", consent, name="consent"),
        path("invitations/<str:secret>/", organisations.invitation, name="invitation"),
        path("jobs/", include("grenswerk.web.jobs.urls")),
        path("laboratory/", include("grenswerk.web.laboratory.urls")),
        path("law/", include("grenswerk.web.law.urls")),
        path("dossier/", include("grenswerk.web.dossier.urls")),
        path("verify/", views_public.verify, name="verify"),
        path("verify/<str:found>/", views_public.verify, name="verify_hash"),
        path("privacy/", privacy.privacy, name="privacy"),
        path("account/sessions/", accounts.sessions, name="usersessions_list"),
        path("account/", include("allauth.account.urls")),
        path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
        path("account/2fa/", include("allauth.mfa.urls")),
        path("account/3rdparty/", include("allauth.socialaccount.urls")),
        path("account/sessions/", include("allauth.usersessions.urls")),
    ),
    # last, so that a provider is told this one address whatever the language of the page
    path("account/oidc/<str:provider_id>/login/callback/", oidc_callback, name="openid_connect_callback"),
]
