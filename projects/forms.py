"""Forms about a learner: how they log in and are introduced, and keys for their scripts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.core.validators import URLValidator
from django.utils import timezone

from projects.errors import FirstfitError
from projects.licences import LICENCES
from projects.models import ABOUT_DATA_MAX, BIO_MAX, CITATION_MAX, SOURCE_URL_MAX

WEB = ["http", "https"]
ADDRESS_WORDS = "This is no address on the web. Copy it from the browser: it begins with https://."
# What is no licence is said to the owner in other words than to readers.
TO_OWNERS = {
    "": ("Not said yet", "Readers are told that nobody has said it."),
    "ask": ("Made by me: ask me first", "Readers are told to ask you before they use the data elsewhere."),
    "unknown": ("Not known", "Readers are told to find out at the source."),
}
LICENCE_WORDS = {code: (licence.title, licence.allows) for code, licence in LICENCES.items()}
LICENCE_WORDS = {"": TO_OWNERS[""]} | LICENCE_WORDS | TO_OWNERS
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

    def __init__(self, *, max_length: int = 200, **options: Any) -> None:
        super().__init__(
            required=False,
            max_length=max_length,
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


class ProvenanceForm(forms.Form):
    """What an owner says of a data set. Nothing of it has to be said."""

    description = forms.CharField(
        label="What they are",
        required=False,
        max_length=ABOUT_DATA_MAX,
        help_text="A sentence or two: what one row is, who collected it, when. Plain text.",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
    )
    source = forms.CharField(
        label="Where they come from",
        required=False,
        max_length=200,
        help_text="For example: “measured by me” or “UCI Machine Learning Repository”.",
    )
    source_url = WebAddress(label="Their address on the web", max_length=SOURCE_URL_MAX)
    license = forms.ChoiceField(
        label="What others may do with them",
        required=False,
        choices=[(code, title) for code, (title, _) in LICENCE_WORDS.items()],
        widget=forms.RadioSelect,
    )
    citation = forms.CharField(
        label="How to cite them",
        required=False,
        max_length=CITATION_MAX,
        help_text="As their author asks for it: names, year, title, address.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def licences(self) -> list[tuple[Any, str]]:
        """Each choice with what it allows, in plain words."""
        return [
            (radio, allows)
            for radio, (_, allows) in zip(self["license"], LICENCE_WORDS.values(), strict=True)
        ]

    def clean_description(self) -> str:
        return self.cleaned_data["description"].replace("\r\n", "\n")


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
