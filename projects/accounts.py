"""Sign-up rules for django-allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from projects.names import username_is_free_to_take, username_shape

username_validators = [username_shape, username_is_free_to_take]


class AccountAdapter(DefaultAccountAdapter):
    """Usernames are lowercase from the start: they stand in addresses. Who is new sees the first steps."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_taken": "This name is taken. Choose another.",
        "username_password_mismatch": "Name and password do not go together. Check both.",
        "email_password_mismatch": "Name and password do not go together. Check both.",
        "enter_current_password": "This is not the password you have now.",
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        return super().clean_username(username.lower(), shallow)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Their own portfolio, which while empty says how to begin."""
        return reverse("portfolio", args=[request.user.username])
