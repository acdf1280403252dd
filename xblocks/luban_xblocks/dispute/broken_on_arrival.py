"""Scenario 7B: the goods arrive broken, and the proof is one blurred photo."""

from __future__ import annotations

from luban_xblocks.dispute.form import scenario
from luban_xblocks.kit.words import N_

BROKEN_ON_ARRIVAL = scenario(
    "7B",
    texts=(
        N_("Broken on arrival"),
        N_(
            "You sold a ceramic tagine to a private buyer in Germany, delivered with duties paid (DDP). It weighs 3 kg. The buyer sends one blurred photo, and wants a full refund without sending anything back."
        ),
    ),
    order=[
        N_("Order: 5208"),
        N_("Goods: ceramic tagine, 3 kg"),
        N_("Delivery: DDP, Germany"),
        N_("Proof: one blurred photo"),
    ],
    nodes=(
        (
            "B1",
            "buyer",
            N_(
                "The tagine arrived broken, see the photo. I want all my money back, and I will not send it back."
            ),
            N_(
                "Ask for the proof that the carrier's claim needs, and say why you ask. Doubt and blame make an enemy."
            ),
        ),
        (
            "B2",
            "note",
            N_("The new photos show a crushed corner of the box and a real break."),
            N_(
                "Sending back a broken piece of 3 kg costs more than it is worth. In the EU the seller bears the risk until the consumer holds the goods."
            ),
        ),
        (
            "B3",
            "buyer",
            N_("Thank you, I take the refund."),
            N_("A refund on the same day and a claim with the carrier close the case on both sides."),
        ),
        (
            "B4",
            "platform",
            N_("A claim has been opened against you. Please send your evidence."),
            N_("Evidence limits the loss. Silence gives the case away."),
        ),
        (
            "B5",
            "note",
            N_("A week later you look at the reason: it is the third broken ceramic this month."),
            N_("Packing that has passed a test prevents damage. A sticker protects nothing."),
        ),
    ),
    options=(
        (
            "B1",
            "message",
            25,
            "B2",
            N_(
                "I am very sorry. Could you send me two photos, one of the piece and one of the box with its label? I need them for the claim with the carrier. You will have a solution within 24 hours."
            ),
        ),
        ("B1", "message", 0, "B4", N_("That is impossible, we pack well.")),
        ("B1", "message", 0, "B4", N_("The carrier broke it, not us. The case is closed for us.")),
        (
            "B2",
            "message",
            25,
            "B3",
            N_(
                "Thank you for the photos. You choose: a full refund or a new tagine. You need not send the broken one back."
            ),
        ),
        ("B2", "message", 5, "B4", N_("I refund once you have sent it back at your own cost.")),
        ("B2", "message", 5, "B4", N_("I can give you 30% back. Take it or leave it.")),
        (
            "B3",
            "action",
            25,
            "B5",
            N_(
                "You refund the same day, file the claim with the carrier with photos and invoice, and log the defect as “packaging”."
            ),
        ),
        ("B3", "action", 5, "B5", N_("You put the refund on next month's list.")),
        ("B4", "action", 10, "B5", N_("You send order, messages and photos, and then refund.")),
        ("B4", "action", 0, "B5", N_("You send no evidence.")),
        (
            "B5",
            "action",
            25,
            "GOOD",
            N_(
                "You change to a double-wall box with 5 cm of padding on each side, and drop it from 80 cm as a test."
            ),
        ),
        ("B5", "action", 5, "RISK", N_("You add a bigger FRAGILE sticker.")),
        ("B5", "action", 0, "PRICE", N_("You raise the price to pay for the losses.")),
    ),
    ends={
        "GOOD": N_("The next fifty parcels arrive whole. The defect code disappears from your log."),
        "RISK": N_("The box falls as before, with a larger sticker on it."),
        "PRICE": N_("The price rises, the pieces still break, and the sales go to others."),
    },
)
