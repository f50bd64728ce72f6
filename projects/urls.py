"""Below ``/settings/``."""

from django.urls import path

from projects import views

urlpatterns = [
    path("", views.edit_introduction, name="settings"),
    path("tokens/", views.list_tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", views.delete_token, name="token_revoke"),
]
