"""Requests as the views know them, for the type checker."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from projects.models import Learner


class PageRequest(HttpRequest):
    """Any request for a page, with what the middleware adds."""

    htmx: HtmxDetails


class LearnerRequest(PageRequest):
    """One that got past ``login_required``."""

    user: Learner
