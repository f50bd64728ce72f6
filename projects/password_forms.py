"""Choosing another password: the library's forms with our words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, ResetPasswordKeyForm
from django import forms

GOOD_ENOUGH = "At least 8 characters, and not a common one."


def name_new_password(form: forms.Form) -> None:
    form.fields["password1"].label = "New password"
    form.fields["password1"].help_text = GOOD_ENOUGH
    form.fields["password2"].label = "The new password again"


class AnotherPasswordForm(ChangePasswordForm):
    """For somebody who is logged in and knows the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "The password you have now"
        name_new_password(self)


class ForgottenPasswordForm(ResetPasswordKeyForm):
    """Behind the link in the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_new_password(self)
