"""Which secrets are good enough."""

from __future__ import annotations

from datetime import timedelta

import pytest

from luban_lms.accounts.errors import PinNotForStaff, SecretTooCommon, SecretTooLong, SecretTooShort
from luban_lms.accounts.secret_rule import check_secret, is_pin, new_password, new_pin, normalise_secret
from luban_lms.accounts.throttle import back_off


def test_a_trainee_may_have_a_pin_and_staff_may_not():
    check_secret("730418", staff=False)
    for pin in ("730418", "7304189265"):
        with pytest.raises(PinNotForStaff):
            check_secret(pin, staff=True)


@pytest.mark.parametrize("secret", ["73041", "abcdefg", "73041x", ""])
def test_short_secrets_are_refused(secret):
    with pytest.raises(SecretTooShort):
        check_secret(secret, staff=False)


@pytest.mark.parametrize(
    "secret",
    [
        "123456",
        "654321",
        "000000",
        "121212",
        "123123",
        "password",
        "PassWord123",
        "azerty123",
        "abcdefgh",
        "zzzzzzzz",
    ],
)
def test_secrets_that_everybody_guesses_are_refused(secret):
    with pytest.raises(SecretTooCommon):
        check_secret(secret, staff=False)


@pytest.mark.parametrize(
    "secret", ["amina.benali", "AMINA.BENALI", "amina@example.ma", "0612345678", "aminabenali"]
)
def test_what_others_know_of_a_person_is_no_secret(secret):
    with pytest.raises(SecretTooCommon):
        check_secret(
            secret, staff=False, known=("amina.benali", "amina@example.ma", "+212612345678", "Amina Benali")
        )


def test_long_secrets_are_welcome_to_a_bound():
    check_secret("x7" + "é" * 200, staff=True)
    with pytest.raises(SecretTooLong):
        check_secret(normalise_secret("x7" * 5000), staff=True)


def test_a_pin_typed_with_arabic_digits_is_the_same_pin():
    assert normalise_secret("٧٣٠٤١٨") == "730418"
    assert normalise_secret(" 730418") == " 730418"
    assert not is_pin(normalise_secret(" 730418"))


def test_generated_secrets_pass_the_rule():
    for _ in range(200):
        check_secret(new_pin(), staff=False)
        check_secret(new_password(), staff=True)
    assert len({new_password() for _ in range(50)}) == 50


def test_the_wait_begins_with_the_fifth_failure_and_is_bounded():
    assert [back_off(n) for n in (1, 4)] == [timedelta()] * 2
    assert [back_off(n).total_seconds() for n in (5, 6, 7)] == [5, 10, 20]
    assert back_off(13) == back_off(10**6) == timedelta(minutes=15)
