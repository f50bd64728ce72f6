"""Forms about a learner: how they are introduced, and keys for their scripts."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone

from projects.errors import FirstfitError

LIFETIMES = [("30", "30 days"), ("90", "90 days"), ("365", "a year"), ("never", "no end")]


def show_error(form: forms.Form, error: FirstfitError, *, field: str = "") -> None:
    """Put what a service said beside its field, or above the form when it concerns none.

    It replaces what the form itself found there: the service knows better.
    """
    name = field or error.field
    place = name if name in form.fields else None
    form.errors.pop(place or "__all__", None)
    form.add_error(place, [forms.ValidationError(error.message), *hint_of(error)])


def hint_of(error: FirstfitError) -> list[forms.ValidationError]:
    """Several lines are a piece of code with a caret below it: they keep their shape."""
    kind = "code" if "\n" in error.hint else "hint"
    return [forms.ValidationError(error.hint, code=kind)] if error.hint else []


class IntroductionForm(forms.Form):
    """Everything in it is public."""

    name = forms.CharField(
        required=False,
        max_length=80,
        help_text="Shown instead of your username where there is room.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    about = forms.CharField(
        label="One line about you",
        required=False,
        max_length=200,
        help_text="For example: “Nurse, learning to work with data since spring.”",
    )
    website = forms.URLField(
        required=False,
        max_length=200,
        assume_scheme="https",
        validators=[
            URLValidator(schemes=["http", "https"], message="Give an address that begins with https://.")
        ],
        widget=forms.URLInput(attrs={"autocomplete": "url", "inputmode": "url"}),
    )


class TokenForm(forms.Form):
    name = forms.CharField(
        max_length=60,
        error_messages={"required": "Give it a name, so that you know it again."},
        help_text="Where you will use it, for example “laptop”.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scope = forms.ChoiceField(
        label="It may", choices=[("write", "read and publish"), ("read", "read only")], initial="write"
    )
    lifetime = forms.ChoiceField(label="It ends after", choices=LIFETIMES, initial="90")

    def expires_at(self) -> datetime | None:
        days = self.cleaned_data["lifetime"]
        return None if days == "never" else timezone.now() + timedelta(days=int(days))
