"""The element names of HTML and MathML, sorted by what the sanitiser does with them."""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCK = _names(
    """address article aside blockquote caption col colgroup dd details div dl dt figcaption figure footer
    h1 h2 h3 h4 h5 h6 header hr li nav ol p pre section summary table tbody td tfoot th thead tr ul"""
)
PHRASING = _names(
    """a abbr b bdi bdo br cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup
    time u var wbr"""
)
EMBEDDED = _names("audio img source track video")

WITH_CONTENT = _names(
    """applet canvas embed frameset iframe input keygen noembed noframes noscript object plaintext script style
    svg template title xmp"""
)
"""Elements that go with everything inside them."""

_OTHER = _names(
    """acronym area base basefont bgsound big blink body button center command content data datalist dialog dir
    fieldset font form frame head hgroup html image isindex label legend link listing main map marquee menu menuitem
    meta meter multicol nextid nobr optgroup option output param picture portal progress rb rtc search select
    slot spacer strike textarea tt"""
)

HTML = BLOCK | PHRASING | EMBEDDED | WITH_CONTENT | _OTHER
"""Every name that HTML has or had. Only these begin a tag; `<int>` is text."""

MATHML = _names(
    """annotation math maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot
    mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics"""
)
"""Tags of MathML, which go and leave their text."""
