"""What an author reads about each rule of comparing text: its title, and what it forgives.

The sentences are marked for the catalogue. `translations` has them in Arabic, French and Chinese, for the catalogues
of the kit.
"""

from __future__ import annotations

from luban_xblocks.kit.words import N_

GROUPS: dict[str, tuple[str, ...]] = {
    N_("Any language"): (
        "case",
        "width",
        "spaces",
        "punctuation",
        "inner_marks",
        "ends",
        "apostrophes",
        "joins",
        "digits",
        "numbers",
    ),
    N_("Arabic"): ("tashkeel", "tatweel", "alef", "hamza", "alef_maqsura", "ta_marbuta"),
    N_("French and English"): ("accents", "ligatures"),
    N_("Chinese"): ("traditional",),
    N_("More lenient"): ("articles", "slips"),
}
"""The switches in the order in which the editor shows them, under a heading each."""

SWITCHES: dict[str, tuple[str, str]] = {
    "case": (N_("Capital letters"), N_("FOB and fob are the same.")),
    "width": (
        N_("Letter forms of the keyboard"),
        N_("Full-width ＦＯＢ is FOB; joined Arabic forms and the Persian ک ی are the ordinary letters."),
    ),
    "spaces": (
        N_("Spaces"),
        N_("Any number of spaces is one. Spaces at the ends, beside Chinese characters and before : ; ! ? do not count."),
    ),
    "punctuation": (
        N_("Chinese and Arabic punctuation"),
        N_("The marks 、 。 《 》 ، ؛ ؟ are read as the ordinary ones."),
    ),
    "inner_marks": (
        N_("Punctuation inside the answer"),
        N_("Commas, brackets and quotation marks do not count. F.O.B. is FOB, and & is the word for it."),
    ),
    "ends": (N_("Punctuation at the ends"), N_("A full stop, quotation marks or a dash around the answer do not count.")),
    "apostrophes": (
        N_("Apostrophes, quotation marks and dashes"),
        N_("The typed and the printed forms are the same: ' and ’, \" and “, - and –."),
    ),
    "joins": (
        N_("Hyphens and apostrophes between letters"),
        N_("e-commerce may be written e commerce or ecommerce, l'usine may be written l usine, and B/L may be written BL."),
    ),
    "digits": (
        N_("Arabic and Persian digits"),
        N_("٣ and ۳ are 3; the signs ٫ ٬ ٪ are the decimal sign, the thousands sign and the per cent sign."),
    ),
    "numbers": (
        N_("Ways of writing numbers"),
        N_("0,25 is 0.25; 20 000 and 20,000 are 20000; 12 kg is 12kg. Another number is always wrong."),
    ),
    "tashkeel": (N_("Tashkeel"), N_("Short vowels, tanwin and shadda do not count: مورّد is مورد.")),
    "tatweel": (N_("Tatweel"), N_("The line that stretches a word does not count: جمـــارك is جمارك.")),
    "alef": (N_("Forms of alef"), N_("أ, إ, آ and ٱ are ا.")),
    "hamza": (N_("Seats of hamza"), N_("ؤ is و and ئ is ي: مسؤول is مسئول, and شيء is شئ.")),
    "alef_maqsura": (N_("Ya and alef maqsura"), N_("ى is ي: مستشفى is مستشفي.")),
    "ta_marbuta": (N_("Ta marbuta and ha"), N_("ة is ه: قيمة is قيمه.")),
    "accents": (N_("Accents"), N_("déclaré is declare, and ç is c.")),
    "ligatures": (N_("Joined letters"), N_("œ is oe, and æ is ae.")),
    "traditional": (N_("Traditional characters"), N_("報關單 is 报关单, with the forms of Taiwan and Hong Kong.")),
    "articles": (
        N_("Articles"),
        N_("the, a, le, la, l' or un before the answer, and ال before any word, do not count."),
    ),
    "slips": (
        N_("Slips of the keyboard"),
        N_("One wrong, missing or swapped letter inside a word of six letters or more, in two words at most. Digits, Chinese characters, the first and the last letter must be right."),
    ),
}  # fmt: skip

_ARABIC: dict[str, tuple[str, str]] = {
    "case": ("الحروف اللاتينية الكبيرة", "لا فرق بين FOB و fob."),
    "width": ("أشكال الحروف في لوحة المفاتيح", "الحروف العريضة ＦＯＢ هي FOB، والأشكال المتصلة للحروف العربية والحرفان الفارسيان ک وی هي الحروف العادية."),
    "spaces": ("المسافات", "المسافات المتتالية مسافة واحدة. ولا تُحتسب المسافات في الطرفين، ولا بجانب الحروف الصينية، ولا قبل : ; ! ?."),
    "punctuation": ("علامات الترقيم الصينية والعربية", "تُقرأ العلامات 、 。 《 》 ، ؛ ؟ كالعلامات العادية."),
    "inner_marks": ("علامات الترقيم داخل الجواب", "لا تُحتسب الفواصل والأقواس وعلامات الاقتباس. F.O.B. هي FOB، والرمز & يقوم مقام واو العطف."),
    "ends": ("علامات الترقيم في الطرفين", "لا تُحتسب النقطة ولا علامات الاقتباس ولا الشرطة حول الجواب."),
    "apostrophes": ("الفاصلة العليا وعلامات الاقتباس والشرطات", "لا فرق بين الشكل المكتوب بلوحة المفاتيح والشكل المطبوع: ' و’، \" و“، - و–."),
    "joins": ("الشرطة والفاصلة العليا بين حرفين", "يجوز أن تُكتب e-commerce هكذا: e commerce أو ecommerce، و l'usine هكذا: l usine، و B/L هكذا: BL."),
    "digits": ("الأرقام العربية الشرقية والفارسية", "الرقمان ٣ و۳ هما 3، والعلامات ٫ ٬ ٪ هي الفاصلة العشرية وفاصل الآلاف وعلامة النسبة المئوية."),
    "numbers": ("طرق كتابة الأعداد", "0,25 هو 0.25، و 20 000 و 20,000 هما 20000، و 12 kg هو 12kg. أما العدد المختلف فهو خطأ دائما."),
    "tashkeel": ("التشكيل", "لا تُحتسب الحركات والتنوين والشدة: مورّد هي مورد."),
    "tatweel": ("التطويل", "لا يُحتسب الخط الذي يمدّ الكلمة: جمـــارك هي جمارك."),
    "alef": ("أشكال الألف", "الحروف أ وإ وآ وٱ هي ا."),
    "hamza": ("كرسي الهمزة", "ؤ هي و، وئ هي ي: مسؤول هي مسئول، وشيء هي شئ."),
    "alef_maqsura": ("الياء والألف المقصورة", "ى هي ي: مستشفى هي مستشفي."),
    "ta_marbuta": ("التاء المربوطة والهاء", "ة هي ه: قيمة هي قيمه."),
    "accents": ("علامات الحروف الفرنسية", "déclaré هي declare، و ç هي c."),
    "ligatures": ("الحروف المزدوجة", "œ هي oe، و æ هي ae."),
    "traditional": ("الحروف الصينية التقليدية", "報關單 هي 报关单، مع أشكال تايوان وهونغ كونغ."),
    "articles": ("أدوات التعريف والتنكير", "لا تُحتسب الأدوات the, a, le, la, l', un قبل الجواب، ولا «ال» في أول أي كلمة."),
    "slips": ("هفوات لوحة المفاتيح", "حرف واحد خاطئ أو ناقص أو مبدّل الموضع داخل كلمة من ستة أحرف فأكثر، في كلمتين على الأكثر. ويجب أن تكون الأرقام والحروف الصينية والحرفان الأول والأخير صحيحة."),
}  # fmt: skip
_FRENCH: dict[str, tuple[str, str]] = {
    "case": ("Majuscules", "FOB et fob sont identiques."),
    "width": ("Formes des lettres selon le clavier", "ＦＯＢ en pleine chasse vaut FOB ; les formes liées de l’arabe et les lettres persanes ک et ی valent les lettres ordinaires."),
    "spaces": ("Espaces", "Plusieurs espaces en valent une seule. Celles des extrémités, à côté des caractères chinois et devant : ; ! ? ne comptent pas."),
    "punctuation": ("Ponctuation chinoise et arabe", "Les signes 、 。 《 》 ، ؛ ؟ sont lus comme les signes ordinaires."),
    "inner_marks": ("Ponctuation à l’intérieur de la réponse", "Les virgules, les parenthèses et les guillemets ne comptent pas. F.O.B. vaut FOB, et & vaut « et »."),
    "ends": ("Ponctuation aux extrémités", "Un point, des guillemets ou un tiret autour de la réponse ne comptent pas."),
    "apostrophes": ("Apostrophes, guillemets et tirets", "Les formes du clavier et celles de l’imprimerie sont identiques : ' et ’, \" et “, - et –."),
    "joins": ("Traits d’union et apostrophes entre lettres", "e-commerce peut s’écrire e commerce ou ecommerce, l’usine peut s’écrire l usine, et B/L peut s’écrire BL."),
    "digits": ("Chiffres arabes orientaux et persans", "٣ et ۳ valent 3 ; les signes ٫ ٬ ٪ sont le signe décimal, le séparateur de milliers et le signe pour cent."),
    "numbers": ("Écritures des nombres", "0,25 vaut 0.25 ; 20 000 et 20,000 valent 20000 ; 12 kg vaut 12kg. Un autre nombre est toujours faux."),
    "tashkeel": ("Tachkil", "Les voyelles brèves, le tanwin et la chadda ne comptent pas : مورّد vaut مورد."),
    "tatweel": ("Tatwil", "Le trait qui allonge un mot ne compte pas : جمـــارك vaut جمارك."),
    "alef": ("Formes de l’alif", "أ, إ, آ et ٱ valent ا."),
    "hamza": ("Supports de la hamza", "ؤ vaut و et ئ vaut ي : مسؤول vaut مسئول, et شيء vaut شئ."),
    "alef_maqsura": ("Ya et alif maqsoura", "ى vaut ي : مستشفى vaut مستشفي."),
    "ta_marbuta": ("Ta marbouta et ha", "ة vaut ه : قيمة vaut قيمه."),
    "accents": ("Accents", "déclaré vaut declare, et ç vaut c."),
    "ligatures": ("Lettres liées", "œ vaut oe, et æ vaut ae."),
    "traditional": ("Caractères traditionnels", "報關單 vaut 报关单, avec les formes de Taïwan et de Hong Kong."),
    "articles": ("Articles", "the, a, le, la, l’ ou un devant la réponse, et ال devant tout mot, ne comptent pas."),
    "slips": ("Fautes de frappe", "Une lettre fausse, oubliée ou intervertie à l’intérieur d’un mot de six lettres ou plus, dans deux mots au plus. Les chiffres, les caractères chinois, la première et la dernière lettre doivent être justes."),
}  # fmt: skip
_CHINESE: dict[str, tuple[str, str]] = {
    "case": ("大小写", "FOB 与 fob 视为相同。"),
    "width": ("键盘字形", "全角 ＦＯＢ 等同 FOB；阿拉伯文连写字形和波斯字母 ک、ی 等同普通字母。"),
    "spaces": ("空格", "连续空格算一个。首尾、汉字旁以及 : ; ! ? 之前的空格不计。"),
    "punctuation": ("中文和阿拉伯文标点", "、 。 《 》 ، ؛ ؟ 按普通标点识别。"),
    "inner_marks": ("答案中间的标点", "逗号、括号和引号不计。F.O.B. 等同 FOB，& 等同“和”。"),
    "ends": ("首尾标点", "答案首尾的句号、引号或短横线不计。"),
    "apostrophes": ("撇号、引号和横线", "键盘字形与印刷字形视为相同：' 与 ’、\" 与 “、- 与 –。"),
    "joins": ("字母之间的连字符和撇号", "e-commerce 可写作 e commerce 或 ecommerce，l'usine 可写作 l usine，B/L 可写作 BL。"),
    "digits": ("阿拉伯文和波斯文数字", "٣ 和 ۳ 等同 3；٫ ٬ ٪ 分别是小数点、千位分隔符和百分号。"),
    "numbers": ("数字写法", "0,25 等同 0.25；20 000 和 20,000 等同 20000；12 kg 等同 12kg。数值不同一律算错。"),
    "tashkeel": ("阿拉伯文音符", "短元音、鼻音符和叠音符不计：مورّد 等同 مورد。"),
    "tatweel": ("阿拉伯文延长线", "拉长单词的横线不计：جمـــارك 等同 جمارك。"),
    "alef": ("艾利夫的写法", "أ、إ、آ、ٱ 等同 ا。"),
    "hamza": ("海姆宰的书写位置", "ؤ 等同 و，ئ 等同 ي：مسؤول 等同 مسئول，شيء 等同 شئ。"),
    "alef_maqsura": ("词尾 ي 与 ى", "ى 等同 ي：مستشفى 等同 مستشفي。"),
    "ta_marbuta": ("词尾 ة 与 ه", "ة 等同 ه：قيمة 等同 قيمه。"),
    "accents": ("重音符号", "déclaré 等同 declare，ç 等同 c。"),
    "ligatures": ("连体字母", "œ 等同 oe，æ 等同 ae。"),
    "traditional": ("繁体字", "報關單 等同 报关单，包括台湾和香港的字形。"),
    "articles": ("冠词", "答案前的 the、a、le、la、l'、un 以及任何单词前的 ال 不计。"),
    "slips": ("按键失误", "六个字母以上的单词中间错一个、漏一个或颠倒一处字母，最多两个单词。数字、汉字以及首尾字母必须正确。"),
}  # fmt: skip
_OTHER: dict[str, tuple[str, str, str]] = {
    "Any language": ("كل اللغات", "Toutes les langues", "所有语言"),
    "Arabic": ("العربية", "Arabe", "阿拉伯文"),
    "French and English": ("الفرنسية والإنجليزية", "Français et anglais", "法文和英文"),
    "Chinese": ("الصينية", "Chinois", "中文"),
    "More lenient": ("تساهل أكبر", "Plus tolérant", "更宽松"),
    "Type a number.": ("اكتب عددا.", "Saisissez un nombre.", "请输入一个数字。"),
    "This is too long to be a number.": ("هذا أطول من أن يكون عددا.", "C’est trop long pour être un nombre.", "内容过长，不是数字。"),
    "There is no digit here. Type a number, for example 12.5.": ("لا يوجد هنا أي رقم. اكتب عددا، مثلا 12,5.", "Il n’y a aucun chiffre ici. Saisissez un nombre, par exemple 12,5.", "这里没有数字。请输入一个数字，例如 12.5。"),
    "Type the number alone, without letters or a unit.": ("اكتب العدد وحده، دون حروف ولا وحدة.", "Saisissez le nombre seul, sans lettres ni unité.", "只输入数字，不要带字母或单位。"),
    "A plus or minus sign may stand once, before the number.": ("علامة الزائد أو الناقص تُكتب مرة واحدة قبل العدد.", "Le signe plus ou moins s’écrit une seule fois, devant le nombre.", "正负号只能写一次，放在数字前面。"),
    "The commas and points do not make a number. Type one decimal sign at most.": ("الفواصل والنقط لا تكوّن عددا. اكتب فاصلة عشرية واحدة على الأكثر.", "Les virgules et les points ne forment pas un nombre. Saisissez un seul signe décimal au plus.", "逗号和句点的写法不成数字。最多只能有一个小数点。"),
}  # fmt: skip
"""The headings, and the sentences of `numbers`."""

_OF = {"ar": (_ARABIC, 0), "fr": (_FRENCH, 1), "zh": (_CHINESE, 2)}


def translations(language: str) -> dict[str, str]:
    """Each English sentence of the switches and of number input, with its translation: "ar", "fr" or "zh"."""
    switches, place = _OF[language]
    found = {english: words[place] for english, words in _OTHER.items()}
    for name, english in SWITCHES.items():
        found |= zip(english, switches[name], strict=True)
    return found
