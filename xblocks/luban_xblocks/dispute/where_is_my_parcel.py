"""Scenario 7A: the buyer waits, the tracking is silent, the announced time is not over yet."""

from __future__ import annotations

from luban_xblocks.dispute.form import scenario
from luban_xblocks.kit.words import N_

WHERE_IS_MY_PARCEL = scenario(
    "7A",
    texts=(
        N_("Where is my parcel?"),
        N_(
            "You ship your orders yourself, from Casablanca. The buyer lives in France. Delivery was announced for 10 to 20 days; today is day 14, and the tracking has been silent for 6 days."
        ),
    ),
    order=[
        N_("Order: 4471"),
        N_("Goods: six tea glasses"),
        N_("Shipped by: the seller"),
        N_("Announced: 10 to 20 days"),
    ],
    nodes=(
        (
            "A1",
            "buyer",
            N_(
                "Two weeks and nothing. The tracking has not moved for six days. You are thieves. Refund me today!"
            ),
            N_(
                "Empathy, a fact and a deadline calm a buyer. Blaming the carrier or refunding blindly does not."
            ),
        ),
        (
            "A2a",
            "note",
            N_("You open the tracking: scanned at the Paris hub six days ago, nothing since."),
            N_("Until delivery the seller owns the problem. The buyer paid you, not the carrier."),
        ),
        (
            "A2b",
            "platform",
            N_("The buyer has opened a claim: parcel not received. You have 48 hours to answer."),
            N_("A claim that is answered late, or not at all, is lost whatever the facts are."),
        ),
        (
            "A3",
            "note",
            N_("Day 20. The carrier has found nothing, and the parcel has not come."),
            N_("A choice gives control back to the buyer. More waiting or a coupon decides over his head."),
        ),
        (
            "A4",
            "buyer",
            N_("All right. Then please send it to me again."),
            N_("Tracking that works wins the next dispute, and keeps your rate of valid tracking."),
        ),
        (
            "A5",
            "note",
            N_("You have refunded. Two days later the parcel is delivered after all."),
            N_("A threat costs the account more than one parcel. An offer leaves the door open."),
        ),
        (
            "A6",
            "platform",
            N_("The claim is granted. The buyer is refunded from your account, and a defect is counted."),
            N_("Related accounts are found and banned. What heals is the cause: a lane with tracking."),
        ),
    ),
    options=(
        ("A1", "message", 0, "A2b", N_("Please wait, it is the post's fault.")),
        (
            "A1",
            "message",
            25,
            "A2a",
            N_(
                "Thank you for writing, and I am sorry for the worry. I have your order 4471 in front of me. I am checking the tracking now and will answer you before 18:00 today."
            ),
        ),
        ("A1", "action", 5, "A5", N_("You refund at once, without checking anything.")),
        (
            "A2a",
            "message",
            25,
            "A3",
            N_(
                "Here is the tracking link: your parcel reached the Paris hub six days ago. I have opened an enquiry with the carrier and will write to you on Thursday, with or without their answer."
            ),
        ),
        ("A2a", "message", 5, "A3", N_("Please ask at your post office, they know more than I do.")),
        ("A2b", "action", 15, "A3", N_("You answer within 48 hours, with the tracking and an offer.")),
        ("A2b", "action", 0, "A6", N_("You leave the claim unanswered.")),
        (
            "A3",
            "message",
            25,
            "A4",
            N_(
                "The announced time is over and your parcel is not there. You choose: I send it again free of charge, or I refund everything today."
            ),
        ),
        ("A3", "message", 5, "A6", N_("Please give it ten more days.")),
        ("A3", "message", 5, "A6", N_("Here is a 20% coupon for your next order.")),
        (
            "A4",
            "action",
            25,
            "GOOD",
            N_(
                "You ship with tracking, send the number, note the case in the log and write on the day of delivery."
            ),
        ),
        ("A4", "action", 5, "RISK", N_("You ship without tracking to save the cost.")),
        (
            "A5",
            "message",
            15,
            "OK",
            N_(
                "Good news: your parcel has been delivered after all. If you would like to keep it, you can pay for it again through the marketplace. That is entirely up to you."
            ),
        ),
        ("A5", "message", 0, "BAD", N_("You have the goods and the money. Pay, or I will report you.")),
        (
            "A6",
            "action",
            10,
            "LESSON",
            N_("You accept the refund, write down the cause and move this lane to a tracked service."),
        ),
        ("A6", "action", 0, "BAN", N_("You open a second account to begin with a clean record.")),
    ),
    ends={
        "GOOD": N_("The second parcel arrives, the buyer thanks you, and no claim was opened."),
        "RISK": N_("The second parcel travels unseen. If this one is lost too, you have nothing to show."),
        "OK": N_("The buyer answers politely. The money may come back or not; your account is unharmed."),
        "BAD": N_("The buyer reports the threat. The marketplace warns you, and the review stays."),
        "LESSON": N_("The money is gone, the defect counts for weeks. The next parcels can be followed."),
        "BAN": N_("Both accounts are linked and closed. The payout is held back."),
    },
)
