"""Signing in, sessions, throttling."""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from luban_lms.accounts import api as accounts
from luban_lms.accounts import hashing
from luban_lms.accounts.errors import AccountDisabled, TooManyAttempts, WrongCredentials
from luban_lms.db.unit_of_work import session
from luban_lms.lib.clock import now

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def amina(unit):
    return accounts.create_user("amina", "Amina", secret="730418", email="amina@example.ma")


def fail(identifier: str, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            accounts.sign_in(identifier, "wrong-secret")


def test_who_knows_the_secret_gets_a_session(amina):
    signed = accounts.sign_in("Amina@example.ma", "٧٣٠٤١٨", device="  Firefox\non   a phone " + "x" * 300)
    assert signed.person.id == amina.id
    assert accounts.person_for_session(signed.secret) == signed.person
    [listed] = accounts.sessions_of(amina.id, current=signed.secret)
    assert listed.is_current
    assert listed.device.startswith("Firefox on a phone xxx")
    assert len(listed.device) == 100
    assert accounts.sign_in("amina", "730418").secret != signed.secret


def test_the_signed_in_person_costs_one_statement_with_all_roles(amina, statements):
    secret = accounts.sign_in("amina", "730418").secret
    with statements() as sent:
        assert accounts.person_for_session(secret) is not None
    assert len(sent) == 1
    with statements() as sent:
        assert accounts.person_for_session("no such session") is None
        assert accounts.person_for_session("") is None
    assert len(sent) == 1


def test_neither_the_secret_of_a_session_nor_a_password_is_stored(amina):
    secret = accounts.sign_in("amina", "730418").secret
    stored = str(session().execute(text("SELECT * FROM user_session")).all())
    stored += str(session().execute(text("SELECT * FROM account")).all())
    assert secret not in stored
    assert "730418" not in stored
    assert "argon2id" in stored


def test_an_unknown_name_and_a_wrong_secret_sound_alike(amina):
    with pytest.raises(WrongCredentials) as wrong:
        accounts.sign_in("amina", "999999x")
    with pytest.raises(WrongCredentials) as unknown:
        accounts.sign_in("nobody", "999999x")
    assert str(wrong.value) == str(unknown.value)


class CountingHasher(PasswordHasher):
    """Argon2 that remembers with which parameters it verified."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=64, parallelism=1)
        self.verified: list[str] = []

    def verify(self, stored, secret):
        self.verified.append(stored.rsplit("$", 2)[0])
        return super().verify(stored, secret)


def test_a_name_that_nobody_has_is_verified_as_slowly(amina, monkeypatch):
    hasher = CountingHasher()
    monkeypatch.setattr(hashing, "_hasher", hasher)
    for name in ("nobody", "amina"):
        accounts.check(accounts.begin_sign_in(name), "whatever")
    assert len(hasher.verified) == 2
    assert len(set(hasher.verified)) == 1


def test_an_account_without_a_secret_cannot_be_entered(unit):
    accounts.create_user("empty", "Empty")
    fail("empty")
    with pytest.raises(WrongCredentials):
        accounts.sign_in("empty", "")


def test_after_five_failures_even_the_right_secret_must_wait(amina, clock):
    fail("amina", 4)
    fail("AMINA@example.ma")
    with pytest.raises(TooManyAttempts) as slowed:
        accounts.sign_in("amina", "730418")
    assert slowed.value.wait_seconds == 5
    clock.at += timedelta(seconds=5)
    fail("amina")
    with pytest.raises(TooManyAttempts) as slowed:
        accounts.sign_in("amina", "730418")
    assert slowed.value.wait_seconds == 10
    clock.at += timedelta(seconds=10)
    accounts.sign_in("amina", "730418")
    fail("amina", 4)
    accounts.sign_in("amina", "730418")


def test_waiting_attempts_are_not_counted(amina, clock):
    fail("amina", 5)
    for _ in range(20):
        with pytest.raises(TooManyAttempts):
            accounts.sign_in("amina", "wrong")
    clock.at += timedelta(seconds=5)
    accounts.sign_in("amina", "730418")


def test_guesses_made_at_the_same_moment_are_counted_one_by_one(amina):
    attempts = [accounts.begin_sign_in("amina") for _ in range(8)]
    for attempt in attempts[:5]:
        with pytest.raises(WrongCredentials):
            accounts.finish_sign_in(attempt, accounts.check(attempt, "guess-123"))
    with pytest.raises(TooManyAttempts):
        accounts.finish_sign_in(attempts[5], accounts.check(attempts[5], "730418"))


def test_an_old_failure_is_forgotten_after_a_day(amina, clock):
    fail("amina", 4)
    clock.at += timedelta(hours=24)
    fail("amina", 4)
    accounts.sign_in("amina", "730418")


def test_unknown_names_are_slowed_alike_and_cannot_fill_the_database(unit):
    fail("nobody", 5)
    with pytest.raises(TooManyAttempts):
        accounts.sign_in("NOBODY", "x")
    stored = session().execute(text("SELECT subject FROM sign_in_throttle")).scalars().all()
    assert [len(subject) for subject in stored] == [len("unknown:ffff")]


def test_a_failure_caught_inside_its_unit_of_work_stays_counted(database, clock):
    with database.unit_of_work():
        accounts.create_user("amina", "Amina", secret="730418")
    for _ in range(5):
        with database.unit_of_work():
            fail("amina")
    with database.unit_of_work(write=False), pytest.raises(TooManyAttempts):
        accounts.begin_sign_in("amina")


def test_a_closed_account_is_told_so_only_with_the_right_secret(amina):
    secret = accounts.sign_in("amina", "730418").secret
    accounts.disable_user(amina.id, by=None)
    assert accounts.person_for_session(secret) is None
    fail("amina")
    with pytest.raises(AccountDisabled):
        accounts.sign_in("amina", "730418")
    accounts.enable_user(amina.id, by=None)
    assert accounts.person_for_session(secret) is None
    accounts.sign_in("amina", "730418")


def test_a_session_ends_by_itself_by_signing_out_and_by_its_owner(amina, clock):
    first, second, third = (accounts.sign_in("amina", "730418", lifetime=timedelta(days=1)) for _ in range(3))
    accounts.end_session(first.secret)
    assert accounts.person_for_session(first.secret) is None
    listed = accounts.sessions_of(amina.id, current=third.secret)
    assert [s.is_current for s in listed] == [True, False]
    omar = accounts.create_user("omar", "Omar")
    assert not accounts.end_one_session(omar.id, listed[1].id)
    assert accounts.end_one_session(amina.id, listed[1].id)
    assert accounts.person_for_session(second.secret) is None
    clock.at += timedelta(days=1)
    assert accounts.person_for_session(third.secret) is None
    assert now() == clock.at
    assert accounts.sessions_of(amina.id) == []


def test_signing_out_everywhere_may_spare_this_device(amina):
    sessions = [accounts.sign_in("amina", "730418") for _ in range(3)]
    assert accounts.end_all_sessions(amina.id, except_=sessions[1].secret) == 2
    alive = [accounts.person_for_session(s.secret) is not None for s in sessions]
    assert alive == [False, True, False]


def test_a_secret_changed_while_it_was_checked_opens_nothing(amina):
    attempt = accounts.begin_sign_in("amina")
    outcome = accounts.check(attempt, "730418")
    accounts.reset_secret(amina.id, by=None)
    with pytest.raises(WrongCredentials):
        accounts.finish_sign_in(attempt, outcome)
