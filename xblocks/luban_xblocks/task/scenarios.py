"""What xblock-sdk's workbench shows of the task: the example, one with links and documents, and two on a page."""

from __future__ import annotations

INVOICE = """<luban_task display_name="Commercial invoice of a parcel" links="1" files="2" kinds="documents" again="1">
<brief><p>Write the commercial invoice for the parcel of the lesson.</p></brief>
<step>Read the order and the packing list.</step><step>Fill in seller, buyer, goods, values and the Incoterm.</step>
<criterion id="complete" points="4"><title>Complete</title><looks>Nothing that customs asks for is missing.</looks>
<level points="0">Goods or values are missing</level><level points="4">All is there</level></criterion>
<criterion id="figures" points="6"><title>Figures</title><looks>Quantities, prices and totals agree.</looks></criterion>
<model><p>The totals are those of the packing list.</p></model></luban_task>"""

SCENARIOS = [
    ("Practical task", "<luban_task/>"),
    ("Practical task: an invoice", INVOICE),
    ("Practical task, twice", f"<vertical_demo><luban_task/>{INVOICE}</vertical_demo>"),
]
