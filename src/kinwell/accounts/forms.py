"""The sign-in form: a name is the same however it is written, here as when it was chosen."""

from allauth.account.forms import LoginForm

from kinwell.accounts.families import sign_in_name


class SignIn(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Takes a name as `sign_in_name` keeps it."""

    def clean_login(self) -> str:
        """Return the name by which somebody signs in."""
        return sign_in_name(self.cleaned_data["login"])
