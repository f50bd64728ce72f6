from django.core.management.base import BaseCommand

from portfolio import demo


class Command(BaseCommand):
    help = "Make the demo learner and push three projects, which the running worker measures and publishes."

    def handle(self, *args: object, **options: object) -> None:
        for evaluation in demo.seed():
            self.stdout.write(f"queued {evaluation.project.title} ({evaluation.id})")
