"""Where to, and of what."""

from __future__ import annotations

from django import forms

from portfolio.webhooks.address import LONGEST
from portfolio.webhooks.events import EVENTS


class WebhookForm(forms.Form):
    """What is wrong with an address, the services say."""

    url = forms.CharField(
        label="Address",
        max_length=LONGEST,
        error_messages={"required": "Give the address that messages are sent to."},
        help_text="Begins with https:// and can be reached from everywhere.",
        widget=forms.URLInput(attrs={"autocomplete": "off", "inputmode": "url"}),
    )
    events = forms.MultipleChoiceField(
        label="Events",
        required=False,
        choices=list(EVENTS.items()),
        help_text="None marked: all, also those that are added later.",
        widget=forms.CheckboxSelectMultiple,
    )
