"""Settings: read once, every mistake at once."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from luban_lms.config import Settings, SettingsError, defaults


def test_without_a_variable_every_setting_has_its_default():
    settings = Settings.from_env({})
    assert settings == Settings()
    assert settings.url.startswith("sqlite:////")
    assert settings.url.endswith("var/luban.sqlite3")
    assert set(defaults()) == {f.name for f in fields(Settings)}


def test_variables_are_read_by_their_type():
    settings = Settings.from_env(
        {
            "LUBAN_HOME": "somewhere",
            "LUBAN_PORT": " 9000 ",
            "LUBAN_DEMO": "yes",
            "LUBAN_LANGUAGE": "fr",
            "LUBAN_PUBLIC_URL": "",
            "PORT": "1",
        }
    )
    assert (settings.home, settings.port, settings.demo) == (Path("somewhere"), 9000, True)
    assert (settings.language, settings.public_url) == ("fr", None)


def test_what_is_given_wins_over_variables():
    assert Settings.from_env({"LUBAN_PORT": "not read"}, port=8123).port == 8123


def test_every_mistake_is_told_at_once():
    with pytest.raises(SettingsError) as wrong:
        Settings.from_env({"LUBAN_PORT": "many", "LUBAN_DEMO": "maybe", "LUBAN_HOME": " "})
    assert [p.partition(":")[0] for p in wrong.value.problems] == ["LUBAN_DEMO", "LUBAN_HOME", "LUBAN_PORT"]
    with pytest.raises(SettingsError) as wrong:
        Settings.from_env(
            {
                "LUBAN_PORT": "70000",
                "LUBAN_LANGUAGE": "es",
                "LUBAN_TIME_ZONE": "Mars/Base",
                "LUBAN_DATABASE_URL": "mysql://x",
                "LUBAN_WORKERS": "0",
                "LUBAN_SECRET_KEY": "short",
            }
        )
    assert len(wrong.value.problems) == 6
    assert "short" not in str(wrong.value).replace("shorter", "")


def told(environ: dict[str, str], **given: Any) -> list[str]:
    """Which settings are complained about."""
    with pytest.raises(SettingsError) as wrong:
        Settings.from_env(environ, **given)
    return [problem.partition(":")[0] for problem in wrong.value.problems]


def test_what_cannot_be_read_and_what_does_not_fit_are_told_together():
    wrong = {"LUBAN_PORT": "abc", "LUBAN_LANGUAGE": "xx", "LUBAN_TIME_ZONE": "Mars", "LUBAN_WORKERS": "0"}
    assert told(wrong) == ["LUBAN_LANGUAGE", "LUBAN_PORT", "LUBAN_TIME_ZONE", "LUBAN_WORKERS"]
    assert told({"LUBAN_DEMO": "maybe"}, port=-1) == ["LUBAN_DEMO", "LUBAN_PORT"]


@pytest.mark.parametrize(
    ("name", "bad", "good"),
    [
        ("SESSION_DAYS", "3651", "3650"),
        ("SESSION_DAYS", "9" * 30, "1"),
        ("SIGN_IN_ATTEMPTS_PER_MINUTE", "0", "1"),
        ("TRUSTED_PROXIES", "-1", "0"),
        ("BUSY_TIMEOUT_SECONDS", "-1", "0"),
        ("HOST", " ", "::1"),
        ("PORT", "-1", "0"),
        ("DATABASE_URL", "postgresqlnonsense", "postgresql+psycopg://x/y"),
        ("DATABASE_URL", "postgresql+psycopg://h:port/x", "sqlite:////srv/x.db"),
        ("DATABASE_URL", "postgresql+zork://x/y", "sqlite:///x.db"),
    ],
)
def test_a_value_out_of_bounds_is_told(name: str, bad: str, good: str):
    assert told({f"LUBAN_{name}": bad}) == [f"LUBAN_{name}"]
    assert Settings.from_env({f"LUBAN_{name}": good})


def test_a_database_s_password_is_in_no_complaint():
    with pytest.raises(SettingsError) as wrong:
        Settings.from_env({"LUBAN_DATABASE_URL": "postgresql+zork://me:geheim@h:port/x"})
    assert "geheim" not in str(wrong.value)


def test_the_demonstration_listens_on_this_machine_only():
    with pytest.raises(SettingsError, match="this machine only"):
        Settings.from_env({"LUBAN_DEMO": "1", "LUBAN_HOST": "0.0.0.0"})  # noqa: S104 - it is refused
    for host in ("127.0.0.1", "::1", "localhost"):
        assert Settings.from_env({"LUBAN_DEMO": "1", "LUBAN_HOST": host}).demo


def test_the_secret_is_made_once_and_is_the_owner_s_alone(tmp_path):
    settings = Settings.from_env({}, home=tmp_path / "new")
    secret = settings.secret()
    assert len(secret) >= 48
    assert settings.secret() == Settings.from_env({}, home=tmp_path / "new").secret() == secret
    assert (tmp_path / "new" / "secret").stat().st_mode & 0o777 == 0o600
    assert secret not in repr(Settings.from_env({"LUBAN_SECRET_KEY": secret}))


def test_settings_cannot_be_changed():
    with pytest.raises(AttributeError):
        Settings().port = 1
