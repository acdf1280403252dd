"""Files of a task: decided by what is in them, bounded, kept where the host keeps files, told only to those who may."""

from __future__ import annotations

import pytest
import webob
from luban_xblocks.task import files
from luban_xblocks.task import work as drafts
from luban_xblocks.task.block import TaskBlock
from luban_xblocks.task.file_types import LARGEST_FILE
from luban_xblocks.task.uploading import LARGEST_REQUEST
from lxml import etree
from task_taking import fetch, give, hand_in, multipart, png, task, upload

from luban_lms.lib.blobs import MemoryBlobs, use_blobs
from luban_lms.runtime.block_folder import memory_filesystem

PDF = b"%PDF-1.7\nreport"


@pytest.fixture(autouse=True)
def store():
    """An empty store of files, for this test."""
    made = MemoryBlobs()
    before = use_blobs(made)
    yield made
    use_blobs(before)


@pytest.fixture
def learner(play, clock):
    return play(task('files="2"'))


def names(learner):
    return [one["name"] for one in learner.block.work.get("files", [])]


def test_a_file_is_kept_listed_and_given_back(learner):
    said = upload(learner, ("photo.png", png()))
    assert said["status"] == "added"
    page = etree.HTML(said["html"])
    assert page.xpath("//ul[@data-kept-files]//bdi/text()")[0] == "photo.png"
    answer = fetch(learner, names(learner)[0])
    assert (answer.body, answer.content_type) == (png(), "image/png")
    assert answer.headers["Content-Disposition"] == "inline; filename*=UTF-8''photo.png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_no_picture_is_given_as_a_download(learner):
    upload(learner, ("فاتورة.pdf", PDF), ("page.html", b"<script>alert(1)</script>"))
    for name, shown in zip(
        names(learner), ("%D9%81%D8%A7%D8%AA%D9%88%D8%B1%D8%A9.pdf", "page.html.txt"), strict=True
    ):
        answer = fetch(learner, name)
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{shown}"


def test_a_file_that_comes_with_a_text_loses_none_of_it(learner):
    said = upload(learner, ("a.exe", b"MZ\x90\x00"), fields={"draft": "1", "text": "typed before"})
    assert said["status"] == "refused"
    assert "a.exe is no file that is taken here" in said["message"]
    page = etree.HTML(said["html"])
    assert page.xpath("//textarea[@name='text']/text()") == ["typed before"]
    assert page.xpath("//input[@name='file']/@aria-invalid") == ["true"]


@pytest.mark.parametrize(
    ("kinds", "name", "data", "says"),
    [
        ("both", "a.exe", b"MZ\x90\x00", "no file that is taken"),
        ("pictures", "a.pdf", PDF, "no picture that is taken"),
        ("documents", "a.png", png(), "no document that is taken"),
        ("both", "film.jpg", b"\x00\x00\x00\x18ftypmp42", "no file that is taken"),
        ("both", "large.pdf", b"%PDF-" + b"x" * LARGEST_FILE, "at most 5 MB"),
        ("both", "empty.txt", b"", "no file that is taken"),
    ],
)
def test_a_file_that_is_refused_leaves_nothing_behind(play, store, kinds, name, data, says):
    learner = play(task(f'files="2" kinds="{kinds}"'))
    said = upload(learner, (name, data))
    assert says in said["message"]
    assert name in said["message"]
    assert names(learner) == []
    assert learner.block.uploads == 0
    assert store._data == {}


def test_exactly_the_largest_file_is_kept(learner):
    assert upload(learner, ("a.pdf", b"%PDF-" + b"x" * (LARGEST_FILE - 5)))["status"] == "added"


def test_a_request_that_is_far_too_large_is_not_read(learner):
    request = multipart(("a.png", png()))
    request.content_length = LARGEST_REQUEST + 1
    runtime = learner._runtime()
    answer = runtime.handle(runtime.get_block(learner.usage), "upload", request)
    assert answer.status_int == 400
    assert "much too large" in answer.json["error"]


@pytest.mark.parametrize(
    "content_type",
    ["multipart/form-data", "multipart/form-data; boundary=other", "multipart/form-data; boundary="],
)
def test_a_broken_form_is_refused_with_a_sentence(learner, content_type):
    request = webob.Request.blank("/", method="POST", content_type=content_type)
    request.headers["Content-Type"] = content_type
    request.body = multipart(("a.png", png())).body
    runtime = learner._runtime()
    answer = runtime.handle(runtime.get_block(learner.usage), "upload", request)
    assert answer.status_int in (200, 400)
    assert names(learner) == []


def test_there_is_room_for_so_many_and_one_can_be_removed(learner):
    upload(learner, ("a.png", png()), ("b.pdf", PDF))
    said = upload(learner, ("c.txt", b"more"))
    assert "room for 2 files" in said["message"]
    assert etree.HTML(said["html"]).xpath("//div[@data-add]/@hidden")
    first = names(learner)[0]
    said = learner.post("remove_file", draft="1", text="typed meanwhile", remove=first)
    assert said["status"] == "removed"
    assert len(names(learner)) == 1
    assert learner.block.work["text"] == "typed meanwhile"
    assert fetch(learner, first).status_int == 404
    assert upload(learner, ("c.txt", b"more"))["status"] == "added"


def test_the_same_file_stands_once(learner):
    upload(learner, ("a.png", png()))
    upload(learner, ("a.png", png()))
    assert len(names(learner)) == 1


def test_adding_and_removing_comes_to_an_end(learner, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_UPLOADS", 2)
    for text in (b"one", b"two"):
        upload(learner, ("a.txt", text))
        learner.post("remove_file", draft="1", remove=names(learner)[0])
    assert upload(learner, ("a.txt", b"three"))["status"] == "refused"


def test_a_script_gets_the_list_alone_and_a_refusal_as_an_error(learner):
    said = upload(learner, ("a.png", png()), fields={"only": "files"})
    assert set(said) == {"status", "files", "code"}
    assert "a.png" in said["files"]
    said = upload(learner, ("a.exe", b"MZ\x00"), fields={"only": "files"})
    assert (said["code"], said["place"]) == (400, "file")
    assert "a.exe" not in learner.view()


def test_any_button_of_the_form_brings_a_chosen_file_along(learner):
    said = upload(learner, ("a.png", png()), handler="review", fields={"draft": "1"})
    assert said["status"] == "review"
    assert "a.png" in said["html"]


def test_without_a_file_the_button_asks_for_one(learner):
    assert upload(learner, fields={"draft": "1", "text": "x"})["message"] == "Choose a file first."


def test_a_trainer_gets_files_of_work_that_waits_or_may_be_corrected(learner):
    upload(learner, ("a.png", png()))
    name = names(learner)[0]
    trainer = learner.other("trainer", staff=True)
    assert fetch(trainer, name).status_int == 404  # a draft is nobody else's
    hand_in(learner)
    assert fetch(trainer, name).status_int == 200
    assert 'loading="lazy"' in trainer.view()
    give(trainer, "amina:1")
    assert fetch(trainer, name).status_int == 200
    learner.post("collect")
    assert fetch(trainer, name).status_int == 404
    assert fetch(learner, name).status_int == 200


@pytest.mark.parametrize("name", ["", "0" * 64, "../../etc/passwd", "0" * 31, "A" * 64])
def test_no_other_name_is_a_file(learner, store, name):
    store.put(b"of somebody else")
    assert fetch(learner, name).status_int == 404


def test_a_name_of_the_store_that_stands_in_no_record_is_no_file(learner, store):
    assert fetch(learner, store.put(b"of somebody else")).status_int == 404
    assert fetch(learner.other("trainer", staff=True), store.put(b"of somebody else")).status_int == 404


def test_a_file_is_only_read_by_its_address(learner):
    runtime = learner._runtime()
    request = webob.Request.blank("/", method="POST")
    assert runtime.handle(runtime.get_block(learner.usage), "file", request, "x").status_int == 405


# Other hosts


class FsService:
    """The service of a host with XBlock's file system."""

    def __init__(self):
        self.folder = memory_filesystem()
        self.asked = []

    def load(self, field, block):
        self.asked.append((field.name, field.scope))
        return self.folder


class Unfinished:
    """The service of a host that names it and has nothing behind it."""

    def load(self, field, block):
        raise NotImplementedError


@pytest.fixture
def offer(monkeypatch):
    """`offer(fs=…)`: the host has only these services for files."""

    def only(**services):
        real = TaskBlock.service
        monkeypatch.setattr(
            TaskBlock,
            "service",
            lambda block, name: services.get(name) if name in ("luban_files", "fs") else real(block, name),
        )

    return only


def test_where_there_is_a_file_system_files_have_names_that_nobody_can_guess(learner, offer):
    service = FsService()
    offer(fs=service)
    upload(learner, ("a.png", png()))
    upload(learner, ("b.pdf", PDF))
    assert sorted(service.folder.listdir("/")) == sorted(names(learner))
    assert all(files.NAME.match(name) and len(name) == 48 for name in names(learner))
    assert {name for name, _ in service.asked} == {"kept_files"}
    assert fetch(learner, names(learner)[1]).body == PDF
    learner.post("remove_file", draft="1", remove=names(learner)[0])
    assert service.folder.listdir("/") == names(learner)


def test_a_file_that_was_handed_in_outlives_the_draft(learner, offer):
    service = FsService()
    offer(fs=service)
    upload(learner, ("a.png", png()))
    name = names(learner)[0]
    hand_in(learner)
    trainer = learner.other("trainer", staff=True)
    trainer.post("mark", work="amina:1", decision="returned", comment="Again.")
    learner.post("collect")
    learner.post("remove_file", draft="1", remove=name)
    assert fetch(learner, name).body == png()


def test_what_the_file_system_lost_is_a_sentence_and_no_fault(learner, offer):
    service = FsService()
    offer(fs=service)
    upload(learner, ("a.png", png()))
    service.folder.remove(names(learner)[0])
    assert fetch(learner, names(learner)[0]).status_int == 404


@pytest.mark.parametrize("services", [{}, {"fs": Unfinished()}])
def test_where_nothing_keeps_files_links_and_texts_are_asked_for(learner, offer, services):
    offer(**services)
    html = learner.view()
    assert "This server keeps no files" in html
    assert 'type="file"' not in html
    assert "This server keeps no files" in upload(learner, ("a.png", png()))["message"]
    assert "There is no file yet" not in learner.post("review", draft="1", text="x")["html"]
    assert "This server keeps no files" in learner.view("studio_view")
    hand_in(learner)
    assert len(learner.block.past) == 1


def test_a_host_that_keeps_files_is_asked_before_the_file_system(learner, store):
    upload(learner, ("a.png", png()))
    assert list(store._data) == names(learner)
