"""Forms on the way to an evaluation. What can be measured at all is judged by the services, not here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from evaluations.services import LEAST_SURE, MOST_SURE

Choices = Sequence[tuple[str, str]]
CODE_FILENAME = "script.py"


class UploadForm(forms.Form):
    # Named as in the API. An empty file is allowed here: the reader has the better sentence for it.
    data = forms.FileField(  # type: ignore[assignment]
        label="Your data",
        allow_empty_file=True,
        error_messages={"required": "Choose a file first."},
        widget=forms.FileInput(attrs={"class": "drop"}),
    )


class ScriptForm(forms.Form):
    """A script as a file or as pasted code, and a guess. All of it optional."""

    script = forms.FileField(
        label="A Python file or a notebook",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".py,.ipynb,text/x-python"}),
    )
    code = forms.CharField(
        label="Or paste code",
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={
                "class": "code-input",
                "rows": 14,
                "spellcheck": "false",
                "autocapitalize": "off",
                "autocomplete": "off",
            }
        ),
    )
    guess = forms.CharField(
        label="Your guess",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"}),
    )

    certainty = forms.IntegerField(
        label="How sure are you?",
        required=False,
        min_value=LEAST_SURE,
        max_value=MOST_SURE,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={  # Django fills them in: a % is written twice
            "min_value": f"Below {LEAST_SURE} %%, guess another number: you do not believe in this one.",
            "max_value": f"Nobody is surer than {MOST_SURE} %%.",
            "invalid": "Write a whole number, like 80.",
        },
    )

    def clean_guess(self) -> float | None:
        """ "0.8", "0,8" and "80 %" mean the same."""
        text = self.cleaned_data["guess"].replace(",", ".").replace("\u00a0", " ").strip()
        if not text:
            return None
        share = text.endswith("%")
        try:
            number = float(text.rstrip("% "))
        except ValueError:
            raise forms.ValidationError(f"“{text}” is not a number. Write it like 0.8.") from None
        return number / 100 if share else number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("script") and cleaned.get("code", "").strip():
            self.add_error("code", "You chose a file and pasted code as well. Keep one of the two.")
        if cleaned.get("certainty") and cleaned.get("guess") is None and "guess" not in self.errors:
            self.add_error("guess", "Say what you guess, too.")
        return cleaned

    def expected(self) -> dict[str, Any]:
        """What the learner said before the reveal."""
        return {name: self.cleaned_data[name] for name in ("guess", "certainty")}

    def given_script(self) -> UploadedFile[Any] | None:
        """The file, or the pasted code as one."""
        file: UploadedFile[Any] | None = self.cleaned_data.get("script")
        if file is not None:
            return file
        code = self.cleaned_data["code"].replace("\r\n", "\n")
        return SimpleUploadedFile(CODE_FILENAME, code.encode()) if code.strip() else None

    def field_of(self, name: str) -> str:
        """Where an error about ``name`` belongs: pasted code is a script, too."""
        pasted = name == "script" and not self.files.get("script")
        return "code" if pasted else name


class QuestionForm(ScriptForm):
    """The target and the words; task and metric only for whoever knows better."""

    target = forms.CharField(label="What do you want to predict?", widget=forms.Select())
    task = forms.CharField(label="Kind of question", required=False, widget=forms.Select())
    metric = forms.CharField(label="Headline score", required=False, widget=forms.Select())
    group = forms.CharField(
        label="Rows that belong together",
        required=False,
        help_text="Several rows of one person or thing? Name the column that says whose they are.",
        widget=forms.Select(),
    )
    time = forms.CharField(
        label="Order in time",
        required=False,
        help_text="Predicting what comes later? Name the column that says when.",
        widget=forms.Select(),
    )
    title = forms.CharField(
        label="Title",
        required=False,
        max_length=120,
        help_text="It becomes the project's address. You can change the words later.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    question = forms.CharField(
        label="Your question, in one sentence",
        required=False,
        max_length=200,
        help_text="For example: “Can we tell from the passenger list alone?”",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def offer(
        self,
        *,
        targets: Sequence[tuple[str, str | Choices]],
        tasks: Choices,
        metrics: Choices,
        groups: Choices = (),
        times: Choices = (),
    ) -> None:
        """What the selects list; ``targets`` in groups."""
        self.fields["target"].widget.choices = list(targets)
        self.fields["task"].widget.choices = list(tasks)
        self.fields["metric"].widget.choices = list(metrics)
        self.fields["group"].widget.choices = list(groups)
        self.fields["time"].widget.choices = list(times)


class NewScriptForm(ScriptForm):
    """The next script of a project, or an ended evaluation to be started again as it was."""

    again = forms.UUIDField(required=False, widget=forms.HiddenInput())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        nothing = not cleaned.get("script") and not (cleaned.get("code") or "").strip()
        if nothing and not cleaned.get("again") and not self.errors:
            self.add_error("code", "There is no script yet. Choose a file or paste your code.")
        return cleaned
