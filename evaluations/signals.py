"""Every signal of this app, with its arguments.

Sent inside the transaction that makes the change, so that what a receiver writes is kept or lost
together with it.
"""

from django.dispatch import Signal

evaluation_succeeded = Signal()
"""``evaluation``: the Evaluation that has just succeeded."""

evaluation_ended = Signal()
"""``evaluation``: the Evaluation that has just succeeded, failed or been cancelled."""

evaluation_amended = Signal()
"""No arguments: one that had ended got more to show, by its lockbox, an answer or an experiment."""
