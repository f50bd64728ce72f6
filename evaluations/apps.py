from django.apps import AppConfig
from django.utils.module_loading import import_string


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "What the platform finds out"

    def ready(self) -> None:
        import_string("evaluations.quotas.connect")()
        import_string("evaluations.sandbox_check.check_sandbox")
