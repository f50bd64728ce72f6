"""The Celery application. Tasks are found in the apps; settings come from Django under CELERY_."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("firstfit")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
