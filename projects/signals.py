"""What the layers above hear of, in the same transaction."""

from django.dispatch import Signal

learner_introduced = Signal()  # learner: name, words or website have changed
