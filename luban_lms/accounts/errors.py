"""What can go wrong with accounts."""

from __future__ import annotations

from luban_lms.lib.errors import Conflict, Denied, Gone, Invalid, NotFound
from luban_lms.lib.i18n import N_


class WrongCredentials(Denied):
    """The same for an unknown name and for a wrong secret."""

    message = N_("The name or the password is not right.")
    code = "wrong-credentials"


class OldSecretWrong(WrongCredentials):
    """Said to somebody who is signed in and chooses a new secret: no name was asked."""

    message = N_("The password or PIN that you have now is not right.")
    code = "old-secret-wrong"


class TooManyAttempts(Denied):
    message = N_("Too many attempts. Please wait %(wait_seconds)s seconds and try again.")
    code = "too-many-attempts"

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(wait_seconds=wait_seconds)
        self.wait_seconds = wait_seconds


class AccountDisabled(Denied):
    """Said only to somebody who knew the secret."""

    message = N_("This account is closed. Please ask your centre.")
    code = "account-disabled"


class PersonNotFound(NotFound):
    message = N_("There is no such person.")
    code = "person-not-found"


class UsernameInvalid(Invalid):
    message = N_(
        "A username has 2 to 64 letters, digits, dots, dashes or underscores, and is not a phone number."
    )
    code = "username-invalid"


class NameInvalid(Invalid):
    message = N_("A name has 1 to 120 characters on one line.")
    code = "name-invalid"


class EmailInvalid(Invalid):
    message = N_("This is not an e-mail address.")
    code = "email-invalid"


class PhoneInvalid(Invalid):
    message = N_("This is not a phone number. Write it like 0612345678 or +212612345678.")
    code = "phone-invalid"


class LanguageUnknown(Invalid):
    message = N_("This language is not offered.")
    code = "language-unknown"


class ThemeUnknown(Invalid):
    message = N_("This appearance is not offered.")
    code = "theme-unknown"


class UsernameTaken(Conflict):
    message = N_("The username %(username)s is taken.")
    code = "username-taken"


class EmailTaken(Conflict):
    message = N_("This e-mail address belongs to another account.")
    code = "email-taken"


class PhoneTaken(Conflict):
    message = N_("This phone number belongs to another account.")
    code = "phone-taken"


class SecretTooShort(Invalid):
    message = N_("A password needs at least %(least)s characters; a PIN needs at least 6 digits.")
    code = "secret-too-short"


class SecretTooLong(Invalid):
    message = N_("A password has at most %(most)s characters.")
    code = "secret-too-long"


class SecretTooCommon(Invalid):
    message = N_("This is too easy to guess. Please choose another.")
    code = "secret-too-common"


class PinNotForStaff(Invalid):
    message = N_("Staff need a password, not only digits.")
    code = "pin-not-for-staff"


class LinkGone(Gone):
    """The same for a link that is unknown, used or too old."""

    message = N_("This link was used or is too old. Please ask for a new one.")
    code = "link-gone"


class GrantMalformed(Invalid):
    message = N_("This role cannot be given there.")
    code = "grant-malformed"
