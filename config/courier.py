"""The Celery application that carries webhooks, in a process of its own beside the workers.

It waits for other people's servers: a few threads are enough, it loads nothing that computes, and no
evaluation ever waits behind it. It answers no pings: only a worker makes the platform ready.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("firstfit-courier")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.worker_enable_remote_control = False
app.autodiscover_tasks(["portfolio"])
