"""What the layers above hear of, in the same transaction."""

from django.dispatch import Signal

project_deleted = Signal()  # project: is about to be deleted, still with its id
learner_introduced = Signal()  # learner: name, words or website have changed
dataset_described = Signal()  # dataset: what its owner says of it has changed
