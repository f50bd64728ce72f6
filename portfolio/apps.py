from django.apps import AppConfig
from django.utils.module_loading import import_string


class PortfolioConfig(AppConfig):
    name = "portfolio"
    verbose_name = "What the world sees"

    def ready(self) -> None:
        import_string("portfolio.receivers.connect")()
