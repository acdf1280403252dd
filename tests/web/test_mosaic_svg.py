"""The mosaic as it is written into a page."""

from __future__ import annotations

import gzip
import re

import pytest
from lxml import etree

from luban_lms.web.mosaic.data import Module, State, counts
from luban_lms.web.mosaic.sheet import Sheet
from luban_lms.web.mosaic.svg import course_mosaic, panel, rosette, strip, tile, work_ahead

SVG = "{http://www.w3.org/2000/svg}"
SENTENCE = 'Half & "half" <done>'
REAL = (5, 6, 5, 5, 6, 6, 6, 6, 6, 5, 5, 5, 8)


def _course(sizes, done):
    modules, count = [], 0
    for place, size in enumerate(sizes):
        states = []
        for _ in range(size):
            states.append(
                State.DONE if count < done else State.IN_PROGRESS if count == done else State.NOT_BEGUN
            )
            count += 1
        modules.append(Module(f"chapter/m{place}", tuple(states), f"/m/{place}?a=1&b=2"))
    return modules


def _read(markup):
    return etree.fromstring(str(markup).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def _of(root, name):
    return root.findall(f".//{SVG}*[@class='mosaic-{name}']")


@pytest.mark.parametrize("sizes", [(15,) * 12 + (20,), (5,) * 40, (200,)])
@pytest.mark.parametrize("done", [0, 92, 200])
def test_two_hundred_units_stay_small(sizes, done):
    text = str(course_mosaic(_course(sizes, done), width=320, link=True, label=SENTENCE)).encode()
    assert len(text) <= 80_000
    assert len(gzip.compress(text)) <= 6_000


def test_the_same_course_gives_the_same_drawing():
    given = {"width": 320, "rtl": True, "label": SENTENCE}
    assert course_mosaic(_course(REAL, 46), **given) == course_mosaic(_course(REAL, 46), **given)


def test_the_picture_is_one_image_with_its_sentence_and_no_text():
    root = _read(course_mosaic(_course(REAL, 46), width=320, label=SENTENCE))
    assert root.get("role") == "img"
    assert root.get("aria-label") == SENTENCE
    assert "".join(root.itertext()).strip() == ""


def test_links_of_the_picture_are_for_pointers_and_lead_to_each_module():
    root = _read(course_mosaic(_course(REAL, 46), width=320, link=True, label=SENTENCE))
    links = root.findall(f".//{SVG}a")
    assert [link.get("href") for link in links] == [f"/m/{k}?a=1&b=2" for k in range(13)]
    assert {link.get("tabindex") for link in links} == {"-1"}
    images = root.findall(f".//{SVG}g[@role='img']")
    assert [image.get("aria-label") for image in images] == [SENTENCE]
    assert images[0].find(f".//{SVG}a") is None


def test_nothing_in_the_picture_is_a_style_or_a_colour():
    text = str(course_mosaic(_course(REAL, 46), width=320, label="x"))
    assert "style=" not in text
    assert "#" not in re.sub(r'href="#', "", text)


def test_ids_are_unique_on_a_page_with_several_pictures():
    other = [Module("chapter/other", module.units) for module in _course(REAL, 46)]
    page = [
        course_mosaic(_course(REAL, 46), width=320, label="x"),
        course_mosaic(other, width=320, label="x"),
        course_mosaic(_course(REAL, 46), width=300, label="x"),
        panel(320, 200, a=40, filled=work_ahead(1)),
        *(rosette(module, size=46) for module in _course(REAL, 46)),
        strip(_course(REAL, 46)),
        tile(State.IN_PROGRESS),
    ]
    ids = re.findall(r'\bid="([^"]+)"', "".join(map(str, page)))
    assert ids
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', "".join(map(str, page)))) == set(ids)


def _units(*states):
    return Module("m", tuple(states))


D, N, P, L = State.DONE, State.NOT_BEGUN, State.IN_PROGRESS, State.LOCKED


def test_the_star_is_set_only_when_every_needed_unit_is_done():
    assert not _of(_read(rosette(_units(D, D, D, D, P), size=92)), "star-set")
    assert _of(_read(rosette(_units(D, D, D, D, D), size=92)), "star-set")
    optional = Module("m", (D, D, D, D, N), optional=frozenset({4}))
    assert _of(_read(rosette(optional, size=92)), "star-set")


def test_a_joint_closes_between_two_done_neighbours_only():
    def joints(module):
        return sum(path.get("d").count("M") for path in _of(_read(rosette(module, size=92)), "joint"))

    assert joints(_units(D, N, D, N, N, N)) == 0
    assert joints(_units(D, D, N, N, N, N)) == 1
    assert joints(_units(D, N, N, N, N, D)) == 1
    assert joints(_units(*[D] * 6)) == 6
    assert joints(_units(*[D] * 24)) == 0


def test_the_four_states_differ_in_more_than_colour():
    root = _read(rosette(_units(D, P, N, L, N), size=92))
    assert len(_of(root, "hatch")) == 1
    assert _of(root, "locked")[0].get("stroke-dasharray")
    assert _of(root, "new")[0].get("stroke-dasharray") is None
    assert _of(root, "done")


def test_a_locked_module_has_a_dotted_star():
    assert _of(_read(rosette(_units(L, L, L, L), size=92)), "star-locked")


def _numbers(path):
    found = [float(v) for v in re.findall(r"-?\d*\.?\d+", path)]
    return list(zip(found[::2], found[1::2], strict=True))


def test_a_rosette_right_to_left_is_the_mirror_of_the_drawing():
    module = _units(D, P, D, N, N, N)
    for name in ("done", "now", "hatch", "new"):
        straight = _numbers(_of(_read(rosette(module, size=92)), name)[0].get("d"))
        mirrored = _numbers(_of(_read(rosette(module, size=92, rtl=True)), name)[0].get("d"))
        assert len(straight) == len(mirrored)
        for x, y in straight:
            assert any(abs(92 - x - u) < 0.11 and abs(y - v) < 0.11 for u, v in mirrored)


def test_a_very_small_rosette_is_a_frame_with_a_bar():
    root = _read(rosette(_units(D, D, N, N), size=16))
    assert root.find(f"{SVG}rect") is not None
    assert not _of(root, "new")


def test_a_sheet_writes_equal_rosettes_once():
    sheet = Sheet()
    page = [sheet(module) for module in _course((5,) * 30, 75)]
    assert len(set(page)) == 3
    assert str(sheet.definitions()).count("<g id=") == 3


def test_an_empty_course_and_an_empty_module_are_drawn():
    assert _read(course_mosaic([], width=320, label="x")) is not None
    assert _of(_read(rosette(_units(), size=92)), "star-new")


def test_a_course_of_one_module_is_not_a_poster():
    root = _read(course_mosaic(_course((5,), 2), width=900, label="x"))
    assert float(root.get("width")) <= 200


def test_the_counts_are_those_of_the_drawing():
    found = counts(_course(REAL, 46))
    assert (found.units, found.units_done, found.modules, found.modules_complete) == (74, 46, 13, 8)


def test_a_panel_runs_to_every_border():
    root = _read(panel(360, 200, a=39, filled=lambda row, column: None))
    corners = _numbers(_of(root, "frame")[0].get("d"))
    assert min(x for x, _ in corners) <= 0
    assert max(x for x, _ in corners) >= 360
    assert max(y for _, y in corners) >= 200
