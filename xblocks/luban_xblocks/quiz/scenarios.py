"""What xblock-sdk's workbench shows of the quiz: each mode, with every kind of question."""

from __future__ import annotations

QUESTIONS = """
<question id="term"><stem>Who pays the insurance under CIF?</stem><option correct="true">The seller</option>
  <option>The buyer<feedback>Under FOB.</feedback></option><hint cost="0.25">The I is for insurance.</hint></question>
<question id="papers" kind="multiple"><stem>Which are documents of a sale?</stem><option correct="true">Invoice</option>
  <option correct="true">Packing list</option><option>Visiting card</option></question>
<question id="truth" kind="truefalse" correct="false"><stem>FOB includes insurance.</stem></question>
<question id="weight" kind="numeric" value="12.5" tolerance="0.1"><stem>How heavy is the parcel?</stem><unit>kg</unit></question>
<question id="word" kind="text"><stem>What are the costs up to the door called?</stem><accept>landed cost</accept></question>
<question id="steps" kind="ordering"><stem>Put the steps in order.</stem><option>Pack</option><option>Declare</option>
  <option>Ship</option></question>
<question id="codes" kind="matching"><stem>Match.</stem><option>CN<match>China</match></option>
  <option>MA<match>Morocco</match></option><more>France</more></question>
<question id="gaps" kind="blanks"><stem>Fill the gaps.</stem><text>The value is [[value]], by [[way]].</text>
  <blank id="value"><accept>CIF</accept></blank>
  <blank id="way" kind="list"><choice correct="true">sea</choice><choice>air</choice></blank></question>
<question id="letter" kind="essay"><stem>Write to the supplier.</stem><criterion points="2">Facts</criterion></question>
"""

PRACTICE = f'<luban_quiz mode="practice">{QUESTIONS}</luban_quiz>'
ASSESSMENT = f'<luban_quiz mode="assessment" draw="5" shuffle="true" attempts="2">{QUESTIONS}</luban_quiz>'
EXAMINATION = f'<luban_quiz mode="examination" minutes="30" show="never">{QUESTIONS}</luban_quiz>'

SCENARIOS = [
    ("Quiz: practice", PRACTICE),
    ("Quiz: assessment", ASSESSMENT),
    ("Quiz: examination", EXAMINATION),
    ("Quiz, twice", f"<vertical_demo>{PRACTICE}{ASSESSMENT}</vertical_demo>"),
]
