"""What an owner says about a project, and whom they show it to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from projects.errors import BadInput
from projects.models import Project
from projects.tags import names_of, read_tags

MEANINGS = {
    Project.Visibility.PUBLIC: "Public: on your portfolio and in Explore.",
    Project.Visibility.UNLISTED: "Unlisted: whoever has the link sees it, no list shows it.",
}


class ProjectForm(forms.ModelForm):
    """Title, question and write-up. Limits are checked by the services, which say them in a sentence."""

    tags = forms.CharField(
        required=False,
        max_length=300,
        help_text="A few words with commas between them, so that others find it: medicine, random-forest.",
        widget=forms.TextInput(attrs={"aria-describedby": "help-tags", "autocapitalize": "none"}),
    )

    class Meta:
        model = Project
        fields = ["title", "question", "writeup"]
        # Tags stand beside them: they are read by the services, which say what is wrong in a sentence.
        help_texts = {
            "title": "A question makes a good title: “Who survived the Titanic?”",
            "question": "One sentence under the title.",
            "writeup": "Markdown: # headings, **bold**, lists, tables, links, footnotes. What did you ask, "
            "what did you find, what does it not show?",
        }
        widgets = {
            "writeup": forms.Textarea(
                attrs={"rows": 18, "spellcheck": "true", "aria-describedby": "help-writeup"}
            ),
            "question": forms.TextInput(attrs={"aria-describedby": "help-question"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["tags"] = ", ".join(names_of(self.instance))

    def clean_tags(self) -> tuple[str, ...]:
        try:
            return read_tags(self.cleaned_data["tags"])
        except BadInput as error:
            raise forms.ValidationError(error.sentence) from error

    def clean_writeup(self) -> str:
        text: str = self.cleaned_data["writeup"].replace("\r\n", "\n")
        limit = settings.LIMITS.writeup_max_chars
        if len(text) > limit:
            raise forms.ValidationError(
                f"The write-up has {len(text):,} characters; at most {limit:,} are kept. "
                "Shorten it, or link to the long version."
            )
        return text


class PublishForm(forms.Form):
    visibility = forms.ChoiceField(
        choices=list(MEANINGS.items()), widget=forms.RadioSelect, initial=Project.Visibility.PUBLIC
    )
