"""Forms about a learner: how they log in and are introduced, and keys for their scripts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.core.validators import URLValidator
from django.utils import timezone

from projects.errors import FirstfitError
from projects.models import BIO_MAX

WEB = ["http", "https"]
ADDRESS_WORDS = "This is no address on the web. Copy it from the browser: it begins with https://."
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


class WebAddress(forms.URLField):
    """An address on the web, or nothing."""

    default_validators = []  # ours alone: two would say the same twice
    default_error_messages = {"invalid": ADDRESS_WORDS}

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            max_length=200,
            assume_scheme="https",
            validators=[URLValidator(schemes=WEB, message=ADDRESS_WORDS)],
            widget=forms.URLInput(attrs={"autocomplete": "url", "inputmode": "url"}),
            **options,
        )


class EntranceForm(LoginForm):
    """Log in: the label says what may be typed, for readers and for password managers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["login"]
        field.label = "Username or email"
        field.widget.attrs["autocomplete"] = "username"


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
    bio = forms.CharField(
        label="More about you",
        required=False,
        max_length=BIO_MAX,
        help_text="A few sentences: what you do, what you are learning, what you look for. Plain text.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    website = WebAddress()
    code_url = WebAddress(label="Where your code is", help_text="Your page on a code host.")
    other_url = WebAddress(label="Another page of yours", help_text="A profile, a blog, a talk.")

    def clean_bio(self) -> str:
        return self.cleaned_data["bio"].replace("\r\n", "\n")


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
