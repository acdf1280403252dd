"""A draw: each learner sees some of the children, the same ones every time.

Every child has a rank for every learner: a hash of the learner, the draw and the child. The learner
gets the children with the lowest ranks. So nothing has to be stored to show the same draw again, and
looking writes nothing. When an author adds a child, a learner's draw changes only where the new child
happens to rank among the lowest; and from the first answer on it does not change at all, because then
the draw is stored in `selected`. Blocks of ours store it themselves when they handle something
(`NativeBlock.settle_draws`); a host does it for blocks of others by calling `keep_selection`.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from xblock.fields import Scope

from luban_lms.blocks.container import Container
from luban_lms.blocks.fields import Boolean, Integer, List, String
from luban_lms.blocks.native import NativeBlock

ALL = -1


def draw(names: Sequence[str], count: int, seed: str, kept: Sequence[str] = ()) -> list[str]:
    """`count` of `names` in their order; ALL takes every one.

    `kept` are those drawn before: they stay as long as they exist and there is room, first come first.
    """
    if count == ALL or count >= len(names):
        return list(names)
    staying = [name for name in kept if name in names][:count]
    ranked = sorted((name for name in names if name not in staying), key=lambda name: _rank(seed, name))
    chosen = {*staying, *ranked[: count - len(staying)]}
    return [name for name in names if name in chosen]


def _rank(seed: str, name: str) -> bytes:
    return sha256(f"{seed}\n{name}".encode()).digest()


class DrawBlock(Container):
    """Shows `max_count` of its children, drawn once per learner. Children keep their own state."""

    max_count = Integer(scope=Scope.settings, default=1)
    """How many children a learner gets; -1 for all. Any other number below 1 counts as 1."""
    allow_resetting_children = Boolean(scope=Scope.settings, default=False)
    capa_type = String(scope=Scope.settings, default="any")
    selected = List(scope=Scope.user_state, default=[])
    """[block type, url_name] of each child drawn, once the learner has answered; empty before."""

    def selected_children(self) -> list[Any]:
        """Usage keys of the children that this learner gets, in the author's order."""
        by_name = {self._name(key): key for key in self.children}
        count = self.max_count if self.max_count is not None else 1
        kept = ["/".join(map(str, one)) for one in self.selected]
        chosen = draw(list(by_name), count if count == ALL else max(count, 1), self._seed(), kept)
        return [by_name[name] for name in chosen]

    def shown_children(self) -> list[NativeBlock]:
        """The drawn children."""
        return [self.get_child(key) for key in self.selected_children()]

    def keep_selection(self) -> None:
        """Store the draw, because the learner has answered; later changes of the course leave it."""
        chosen = [self._name(key).split("/", 1) for key in self.selected_children()]
        if chosen != self.selected:
            self.selected = chosen

    def _seed(self) -> str:
        return f"{self.scope_ids.user_id}\n{self.scope_ids.usage_id}"

    def _name(self, key: Any) -> str:
        """ "type/url_name" of a child."""
        if hasattr(key, "block_id"):
            return f"{key.block_type}/{key.block_id}"
        definition = self.runtime.id_reader.get_definition_id(key)
        return f"{self.runtime.id_reader.get_block_type(definition)}/{key}"
