from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from config.limits import check_order


class FirstfitConfig(AppConfig):
    name = "config"
    verbose_name = "Firstfit"

    def ready(self) -> None:
        register(check_limits)


def check_limits(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """The job contract rests on the order of the limits: refuse to start when it is broken."""
    hint = "Correct the LIMIT_ environment variables; config/limits.py says what each is."
    return [Error(sentence, hint=hint, id="firstfit.E001") for sentence in check_order(settings.LIMITS)]
