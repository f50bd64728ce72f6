"""Below ``/settings/webhooks/``."""

from django.urls import path

from portfolio.webhooks import views

urlpatterns = [
    path("", views.list_webhooks, name="webhooks"),
    path("<int:pk>/", views.edit_webhook, name="webhook"),
    path("<int:pk>/pause/", views.pause_webhook, name="webhook_pause"),
    path("<int:pk>/secret/", views.rotate, name="webhook_secret"),
    path("<int:pk>/test/", views.test_webhook, name="webhook_test"),
    path("<int:pk>/delete/", views.remove_webhook, name="webhook_delete"),
    path("<int:pk>/deliveries/<uuid:delivery>/", views.show_delivery, name="webhook_delivery"),
    path("<int:pk>/deliveries/<uuid:delivery>/redeliver/", views.send_again, name="webhook_redeliver"),
]
