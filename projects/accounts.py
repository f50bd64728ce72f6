"""Sign-up rules for django-allauth."""

from allauth.account.adapter import DefaultAccountAdapter

from projects.names import username_is_free_to_take, username_shape

username_validators = [username_shape, username_is_free_to_take]


class AccountAdapter(DefaultAccountAdapter):
    """Usernames are lowercase from the start: they stand in addresses."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_taken": "This name is taken. Choose another.",
        "username_password_mismatch": "Name and password do not go together. Check both.",
        "email_password_mismatch": "Name and password do not go together. Check both.",
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        return super().clean_username(username.lower(), shallow)
