"""Accounts: made, found and changed."""

from __future__ import annotations

import pytest

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import NewUser
from luban_lms.accounts.errors import (
    EmailTaken,
    LanguageUnknown,
    NameInvalid,
    PersonNotFound,
    PhoneTaken,
    PinNotForStaff,
    SecretTooCommon,
    ThemeUnknown,
    UsernameTaken,
)

pytestmark = pytest.mark.usefixtures("unit", "clock")


def test_a_person_is_found_by_username_address_and_phone():
    amina = accounts.create_user(
        "Amina", "Amina Benali", secret="730418", email="Amina@Example.ma", phone="0612345678"
    )
    for typed in (" AMINA", "amina@example.MA", "+212 612 345 678", "06.12.34.56.78"):
        assert accounts.find_by_identifier(typed) == accounts.get_person(amina.id)
    for typed in ("", "amin", "a@b.ma", "0612345679", "%"):
        assert accounts.find_by_identifier(typed) is None


def test_no_two_people_share_a_name_an_address_or_a_phone():
    accounts.create_user("amina", "Amina", email="amina@example.ma", phone="0612345678")
    with pytest.raises(UsernameTaken):
        accounts.create_user("ＡＭＩＮＡ", "Another")
    with pytest.raises(EmailTaken):
        accounts.create_user("b2", "Another", email="AMINA@example.ma")
    with pytest.raises(PhoneTaken):
        accounts.create_user("b2", "Another", phone="+212612345678")
    assert accounts.create_user("b2", "Another").username == "b2"


def test_of_many_accounts_all_are_made_or_none():
    with pytest.raises(UsernameTaken):
        accounts.create_users([NewUser(username="one", display_name="One")] * 2)
    assert accounts.find_by_identifier("one") is None
    made = accounts.create_users([NewUser(username=f"user{n}", display_name="U") for n in range(5)])
    assert [person.username for person in made] == [f"user{n}" for n in range(5)]


def test_a_weak_secret_makes_no_account():
    with pytest.raises(SecretTooCommon):
        accounts.create_user("luban-fan", "A", secret="luban-fan")
    with pytest.raises(PinNotForStaff):
        accounts.create_user("boss", "A", secret="730418", staff=True)
    assert accounts.find_by_identifier("boss") is None


def test_a_name_that_cannot_be_seen_is_neither_given_nor_changed_to():
    with pytest.raises(NameInvalid):
        accounts.create_user("amina", "\u200f")
    amina = accounts.create_user("amina", "Amina")
    with pytest.raises(NameInvalid):
        accounts.change_profile(amina.id, display_name="\u200b\u3164")
    assert accounts.get_person(amina.id).display_name == "Amina"


def test_people_choose_their_language_and_theme():
    amina = accounts.create_user("amina", "Amina")
    accounts.set_language(amina.id, "zh")
    accounts.set_theme(amina.id, "dark")
    person = accounts.get_person(amina.id)
    assert (person.language, person.theme) == ("zh", "dark")
    with pytest.raises(LanguageUnknown):
        accounts.set_language(amina.id, "xx")
    with pytest.raises(ThemeUnknown):
        accounts.set_theme(amina.id, "pink")
    with pytest.raises(PersonNotFound):
        accounts.set_theme(amina.id + 100, "dark")


def test_language_and_theme_are_kept_together_or_not_at_all():
    amina = accounts.create_user("amina", "Amina")
    for wrong, error in ((("fr", "pink"), ThemeUnknown), (("xx", "dark"), LanguageUnknown)):
        with pytest.raises(error):
            accounts.set_preferences(amina.id, language=wrong[0], theme=wrong[1])
        person = accounts.get_person(amina.id)
        assert (person.language, person.theme) == (None, None)
    accounts.set_preferences(amina.id, language="fr", theme="dark")
    person = accounts.get_person(amina.id)
    assert (person.language, person.theme) == ("fr", "dark")


def test_a_profile_changes_only_in_what_is_given():
    amina = accounts.create_user("amina", "Amina", email="amina@example.ma", phone="0612345678")
    accounts.create_user("omar", "Omar", email="omar@example.ma")
    accounts.change_profile(amina.id, display_name="Amina B", phone="")
    profile = accounts.get_profile(amina.id)
    assert (profile.person.display_name, profile.email, profile.phone) == (
        "Amina B",
        "amina@example.ma",
        None,
    )
    with pytest.raises(EmailTaken):
        accounts.change_profile(amina.id, email="omar@example.ma")


def test_the_audit_log_tells_who_did_what_and_keeps_no_secret():
    amina = accounts.create_user("amina", "Amina")
    accounts.record("a", actor_id=amina.id, subject="user:1", data={"n": 1})
    accounts.record("b\nforged", subject="x" * 500)
    newest, oldest = accounts.audit_of(None)
    assert (oldest.actor, oldest.action, oldest.data) == ("amina", "a", {"n": 1})
    assert (newest.actor, len(newest.subject)) == (None, 255)
    assert accounts.audit_of(None, before=newest.id) == [oldest]
    assert accounts.audit_of(7) == []
    with pytest.raises(ValueError, match="password"):
        accounts.record("c", data={"password": "x"})
