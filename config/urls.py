"""Every address of the site, in the order in which they are tried."""

from django.contrib import admin
from django.urls import include, path

from config.health import alive, ready

urlpatterns = [
    path("healthz", alive, name="healthz"),
    path("readyz", ready, name="readyz"),
    path("api/v1/", include("config.api")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("settings/", include("projects.urls")),
    path("settings/webhooks/", include("portfolio.webhooks.urls")),
    path("learn/", include("evaluations.learn.urls")),
    path("", include("evaluations.urls")),
    path("", include("portfolio.urls")),
]

handler400 = "config.problems.bad_request"
handler403 = "config.problems.permission_denied"
handler404 = "config.problems.page_not_found"
handler500 = "config.problems.server_error"
