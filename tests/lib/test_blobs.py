"""Stored files, identifiers, errors and languages."""

from __future__ import annotations

import pytest

from luban_lms.lib.blobs import BlobMissing, FolderBlobs, MemoryBlobs
from luban_lms.lib.errors import Conflict, Invalid, LubanError, NotFound
from luban_lms.lib.i18n import direction, normalise_language
from luban_lms.lib.ids import content_hash, fingerprint, new_secret


@pytest.fixture(params=["folder", "memory"])
def kept(request, tmp_path):
    return FolderBlobs(tmp_path / "blobs") if request.param == "folder" else MemoryBlobs()


def test_what_is_put_comes_back_under_the_hash_of_its_content(kept):
    for data in (b"", b"text", bytes(range(256)) * 4000):
        digest = kept.put(data)
        assert digest == content_hash(data) == kept.put(data)
        assert kept.get(digest) == data
        assert kept.size(digest) == len(data)
        assert kept.has(digest)
        with kept.open(digest) as file:
            assert file.read() == data


def test_what_was_never_put_is_missing(kept):
    unknown = content_hash(b"never")
    assert not kept.has(unknown)
    for ask in (kept.get, kept.open, kept.size):
        with pytest.raises(BlobMissing):
            ask(unknown)


def test_a_name_that_is_no_hash_reaches_no_file(tmp_path):
    (tmp_path / "secret").write_text("secret")
    store = FolderBlobs(tmp_path / "blobs")
    for name in ("../secret", "", "x" * 63, "." * 64, "/" * 64, "../" * 20 + "abcd"):
        for ask in (store.get, store.open, store.has, store.size):
            with pytest.raises(BlobMissing):
                ask(name)


def test_nothing_half_written_is_left_behind(tmp_path, monkeypatch):
    store = FolderBlobs(tmp_path)
    digest = content_hash(b"data")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("the disk is full")))
    with pytest.raises(OSError, match="full"):
        store.put(b"data")
    assert not store.has(digest)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_secrets_are_long_new_and_stored_as_fingerprints():
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert all(len(s) >= 43 for s in secrets)
    assert fingerprint("a") != fingerprint("b")
    assert len(fingerprint("a")) == 64


def test_an_error_says_its_sentence_and_never_fails_to():
    class Late(Conflict):
        message = "%(name)s came late."

    assert str(Late(name="Amina")) == "Amina came late."
    assert str(Late()) == "%(name)s came late."
    assert issubclass(Late, LubanError)
    assert {NotFound.code, Invalid.code, Conflict.code} == {"not-found", "invalid", "conflict"}


def test_language_tags_of_browsers_are_read():
    tags = {"zh-Hans-CN": "zh", "zh_HANS": "zh", "AR": "ar", "fr-MA": "fr", "en": "en"}
    assert {tag: normalise_language(tag) for tag in tags} == tags
    for tag in (None, "", "xx", "english", "../ar", "a" * 5000):
        assert normalise_language(tag) is None
    assert (direction("ar"), direction("fr")) == ("rtl", "ltr")
