"""What a learner does: keeps a draft, adds files, looks it over, hands it in, takes it back, improves it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luban_xblocks.kit.posting import Refused, posted, text_of
from luban_xblocks.task import sentences as say
from luban_xblocks.task import work as drafts
from luban_xblocks.task.file_types import BOTH, LARGEST_FILE, is_taken, type_of
from luban_xblocks.task.files import keeper_of
from luban_xblocks.task.pages import files_of
from luban_xblocks.task.shown_names import shown_name
from luban_xblocks.task.trainer import TaskTrainer
from luban_xblocks.task.uploading import FILES, MEGABYTE, Upload, posted_with_files

LONGEST_NAME = 200


class TaskDrafting(TaskTrainer):
    """The handlers of the learner's own work."""

    @posted_with_files
    def keep(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Keep the draft. Nothing is handed in."""
        if refusal := self._not_open() or self._take(sent):
            return refusal
        if "by_hand" in sent:
            return self.reply("kept")
        return {"status": "kept", "saved_at": self.work.get("at") or self.now().isoformat()}

    @posted_with_files
    def upload(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Keep the draft and add files to it. `only`: the list of files is all that is wanted back."""
        if refusal := self._not_open():
            return refusal
        if "only" in sent:
            self._take_files(sent)
            return {"status": "added", "files": self._files_html()}
        if refusal := self._take(sent):
            return refusal
        return self.reply("added") if sent[FILES] else self.told(say.CHOOSE_FILE, place="file")

    @posted_with_files
    def remove_file(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Keep the draft and take a file out of it."""
        if refusal := self._not_open() or self._take(sent):
            return refusal
        name = text_of(sent, "remove", LONGEST_NAME)
        if drafts.named_in([self.work], name) is not None:
            self.work = drafts.without_file(self.work, name)
            keeper = keeper_of(self)
            if keeper is not None and drafts.named_in(self.past, name) is None:
                keeper.drop(name)
        return self.reply("removed")

    @posted_with_files
    def review(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Keep the draft and open the page before handing in."""
        if refusal := self._not_open() or self._take(sent) or self._not_ready():
            return refusal
        self.reviewing = True
        return self.reply("review")

    @posted
    def back(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """From the page before handing in back to the draft."""
        if refusal := self._not_open():
            return refusal
        self.reviewing = False
        return self.reply("back")

    @posted
    def hand_in(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Hand in the draft; the page before it is the confirmation."""
        if refusal := self._not_open() or self._not_ready():
            return refusal
        if not self.reviewing or text_of(sent, "confirm", 8) != "yes":
            self.reviewing = True
            return self.reply("review")
        self.close()
        return self.reply("handed_in")

    @posted
    def take_back(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Take a work back that waits, while it could be handed in again."""
        self._begin()
        if self.is_past_due:
            return self.told(say.CLOSED)
        if not self.take_out():
            return self.told(say.NOT_WAITING)
        return self.reply("taken_back")

    @posted
    def improve(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Open the draft again after marks."""
        self._begin()
        if not self.may_hand_in(self.past):
            return self.told(say.CLOSED if self.is_past_due else say.NOT_NOW)
        self.improving = True
        return self.reply("improving")

    @posted
    def finish(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Leave it at the marks: nothing more is handed in, and the model answer may be seen."""
        self._begin()
        if self.stage(self.past) != "marked":
            return self.told(say.NOT_NOW)
        self.finished = True
        return self.reply("finished")

    @posted
    def collect(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Record the marks that came."""
        self._begin()
        return self.reply("collected")

    # What they share

    def _begin(self) -> bool:
        """Forget the last sentence and fetch what came; whether anything has come."""
        if self.notice:
            self.notice = {}
        return self.fetch_marks()

    def _not_open(self) -> dict[str, Any] | None:
        """Why nothing can be put into the draft; None when something can."""
        self._begin()
        if self.stage(self.past) == "draft":
            return None
        return self.told(say.CLOSED if self.is_past_due else say.NOT_NOW, status="changed")

    def _not_ready(self) -> dict[str, Any] | None:
        """Why the draft cannot be handed in; None when it can."""
        broken = drafts.broken_links(self.work, self.asked)
        if broken:
            self.reviewing = False
            return self.told(say.LINK_FIRST, place=broken[0])
        if drafts.is_empty(drafts.handed(self.work, self.asked)):
            self.reviewing = False
            return self.told(say.EMPTY, place="text" if self.asked.text else "file")
        return None

    def _take(self, sent: Mapping[str, Any]) -> dict[str, Any] | None:
        """Keep what was typed and then each file that came; what to say when something is refused."""
        try:
            found = drafts.typed(self.work, sent, self.asked)
            if found != {**drafts.EMPTY, **self.work}:
                self.work = {**found, "at": self.now().isoformat()}
            self._take_files(sent)
        except Refused as refused:
            self.reviewing = False
            return self.told(refused.message, place=refused.place, **refused.values)
        return None

    def _take_files(self, sent: Mapping[str, Any]) -> None:
        """Keep each file that came. Raises Refused at the first that is not taken; nothing of that one is kept."""
        for one in sent[FILES]:
            self._add(one)

    def _add(self, upload: Upload) -> None:
        most, keeper = self.asked.files, keeper_of(self)
        if keeper is None or most == 0:
            raise Refused(say.NO_KEEPER, "file")
        if upload.is_too_large:
            name = shown_name(upload.name)
            raise Refused(say.TOO_LARGE, "file", name=name, limit=LARGEST_FILE // MEGABYTE)
        found = type_of(upload.data, upload.name)
        if found is None or not is_taken(found, self.kinds):
            kinds = self.kinds if self.kinds in say.WRONG_TYPE else BOTH
            raise Refused(say.WRONG_TYPE[kinds], "file", name=shown_name(upload.name))
        if len(self.work.get("files", [])) >= most:
            raise Refused(say.NO_ROOM, "file", most=most)
        if self.uploads >= drafts.MOST_UPLOADS:
            raise Refused(say.TOO_OFTEN, "file")
        file = {"name": keeper.put(upload.data), "shown": shown_name(upload.name, found), "mime": found.mime}
        self.work = {
            **drafts.with_file(self.work, {**file, "size": len(upload.data)}),
            "at": self.now().isoformat(),
        }
        self.uploads += 1

    def _files_html(self) -> str:
        return str(self.render_template("files.html", files=files_of(self, self.work)))
