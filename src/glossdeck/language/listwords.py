"""What lists are made of in many languages: what joins their items, what goes before and after."""

from __future__ import annotations

import re
from types import MappingProxyType

AND = MappingProxyType(
    {
        "bg": "и|или", "bs": "i|ili", "ca": "i|o", "cs": "a|nebo|či", "da": "og|eller",
        "de": "und|oder|sowie", "el": "και|ή", "en": "and|or", "es": "y|e|o|u", "et": "ja|või|ning",
        "eu": "eta|edo", "fa": "و|یا", "fi": "ja|tai|sekä", "fr": "et|ou", "gl": "e|ou",
        "hi": "और|या|तथा", "hr": "i|ili", "hu": "és|vagy", "id": "dan|atau", "it": "e|ed|o|od",
        "lt": "ir|ar|arba", "lv": "un|vai", "nb": "og|eller", "nl": "en|of", "nn": "og|eller",
        "no": "og|eller", "pl": "i|oraz|lub|albo", "pt": "e|ou", "ro": "și|sau", "ru": "и|или",
        "sk": "a|alebo|či", "sl": "in|ali", "sr": "и|или|i|ili", "sv": "och|eller",
        "tr": "ve|veya", "uk": "і|й|та|або", "vi": "và|hoặc",
    }
)  # fmt: skip
"""What joins the last item of a list, by language; in others only lists with commas are seen."""

GOES_ON = MappingProxyType(
    {
        "bg": "който|която|което|които|където|как|че|когато|но|а|с|в|за|ако",
        "bs": "koji|koja|koje|kojih|gdje|kao|da|kad|kada|ali|a|s|sa|u|za|ako|je|su|se",
        "ca": "que|qui|on|quan|com|però|per|amb|sense|en|a|és|si",
        "cs": "kter[ýáéíouýchm]+|že|aby|když|kde|jak|jako|je|jsou|se|v|na|pro|s|při|což|ale",
        "da": "som|der|at|når|hvor|men|for|med|i|på|til|om|hvis|er",
        "de": "der|die|das|dem|den|deren|dessen|wie|wobei|wenn|weil|dass|um|aber|also|mit|bei|in"
        "|auf|für|von|zu|damit|falls|was|ist|sind|er|sie|es|man|nicht",
        "el": "που|ότι|όταν|αν|όπως|αλλά|με|για|σε|στο|στη|να|ώστε|ενώ|είναι",
        "en": "and|or|but|so|which|who|whose|that|where|when|while|because|as|if|by|with|not|then"
        "|yet|for|in|at|to|of|on|from|between|among|through|within|without|across|around|until"
        "|since|though|although|unless|whereas|rather|instead|often|usually|such|including|thus|hence|therefore|however"
        "|leading|resulting|causing|making"
        "|this|these|it|they|he|she|we|you|there|is|are|was|were|has|have|had|can|could|may|might"
        "|must|will|would|should|does|did|whether|either|both|after|before|during|like|unlike"
        r"|\S+ (?:is|are|was|were|has|have)",
        "es": "que|quien|cuyo|cuya|donde|como|cuando|pero|por|para|con|sin|en|a|es|son|no|se|si"
        r"|\w+(?:a|ie|e)ndo",
        "et": "mis|kes|et|kui|kus|nagu|aga|vaid|on",
        "fi": "joka|jotka|jonka|että|jos|kun|kuten|mutta|koska|on|ovat|missä|jossa|mikä",
        "fr": "qui|que|dont|où|comme|mais|car|par|pour|avec|sans|dans|en|à|lorsque|il|elle|ce|on"
        "|est|sont|si|ne",
        "gl": "que|quen|cuxo|cuxa|onde|como|cando|pero|por|para|con|sen|en|é|isto"
        r"|\w+[aei]ndo",
        "hr": "koji|koja|koje|kojih|gdje|kao|da|kad|kada|ali|a|s|sa|u|za|ako|je|su|se",
        "hu": r"hogy|amely\w*|ami|aki|ahol|amikor|ha|mint|de|mert|illetve|azaz|vagyis|van",
        "id": "yang|di|dengan|untuk|karena|jika|tetapi",
        "it": r"che|cui|dove|come|ma|per|con|senza|in|nel|nella|quando|è|sono|se|non|si|\w+[ae]ndo",
        "lt": "kuris|kuri|kurie|kad|kai|kur|kaip|bet|o|su|jei",
        "nb": "som|at|når|hvor|men|for|med|i|på|til|om|hvis|er",
        "nl": "die|dat|waar|waarbij|zoals|maar|met|om|als|voor|in|van|is|zijn",
        "pl": r"któr[yaei]\w*|że|aby|żeby|gdy|gdzie|jak|jako|jest|są|się|w|na|dla|z|przy|co|a|ale",
        "pt": "que|quem|cujo|cuja|onde|como|mas|por|para|com|sem|em|no|na|quando|é|são|não|se|ele"
        r"|ela|\w+[aei]ndo",
        "ro": "care|că|unde|când|cum|ca|dar|pentru|cu|fără|în|din|la|este|sunt|să|iar",
        "ru": "который|которая|которое|которые|которых|где|как|что|когда|но|а|с|в|для|если|чтобы",
        "sk": "ktor[ýáéíouýchm]+|že|aby|keď|kde|ako|je|sú|sa|v|na|pre|s|pri|čo|ale",
        "sl": "ki|da|če|ko|ker|kot|je|so|se|lahko|z|s|v|na|za|pri|kjer",
        "sr": "који|која|које|којих|где|као|да|кад|када|али|а|са|у|за|ако|је|су|се",
        "sv": "som|att|när|där|men|för|med|i|på|till|om|är|vilket",
        "uk": "який|яка|яке|які|яких|де|як|що|коли|але|а|з|у|в|для|щоб|якщо",
        "vi": "mà|khi|nếu|với|cho|để|trong",
    }
)
"""What goes on after a comma without being one more item of a list."""

LEAD = re.compile(
    r"(?:in|on|at|for|to|by|with|without|from|as|if|when|while|after|before|during|since|because"
    r"|unlike|like|under|over|once|here|then|today|now|first|finally|thus|also)\b|\w+ly$",
    re.I,
)
MADE_OF = re.compile(r"(?:comprising|consisting of|composed of|containing|made of) ", re.I)
ABOUT = re.compile(
    r"(\w{3,}ed) (?:by|on|upon|in|into|through|with|from|as) "
    r"|(emphasi[sz]ing|involving|covering|describing|reflecting|affecting|addressing|spanning) ",
    re.I,
)
"""What says something of what stands before a list: `rules, shaped by law, custom and habit`."""
MAY_DESCRIBE = re.compile(
    r"[\w-]{2,}(?:ous|ive|al|(?<!m)ent|ful|less|ic|ible|able|ary|ed|ier)"
    r"|(?:old|new|young|small|large|big|long|short|low|high|deep|strong|weak|hard|soft|sudden"
    r"|sharp|dry|warm|cold|severe|intense|false|loose)",
    re.I,
)
"""Words that may be adjectives."""
THAT_ARE = re.compile(r" (?:that|which|who) (?:is|are|was|were) \S+$", re.I)
NO_ITEM = re.compile(
    r"(?:hence|thus|therefore|also|then|moreover)$"
    r"|.* (?:from|of|to|with|by|in|on|for|at|into|than)$",
    re.I,
)
"""What goes before a list within a sentence, cut off by a comma."""
ADJECTIVE = re.compile(r"an? [^\W\d_]+(?:-[^\W\d_]+)*$", re.I)
_CHIEFLY_WORDS = (
    "especially|particularly|in particular|mainly|mostly|notably|most notably|chiefly|primarily"
    "|above all|namely|hauptsächlich|vor allem|insbesondere|besonders|vorwiegend|notamment|surtout"
    "|principalement|en particulier|especialmente|principalmente|sobre todo|en particular"
    "|particularmente|sobretudo|soprattutto|in particolare|specialmente|voornamelijk|vooral"
    "|met name|hoofdzakelijk|především|zejména|hlavně|převážně|najmä|predovšetkým|hlavne|głównie"
    "|zwłaszcza|przede wszystkim|szczególnie|predvsem|zlasti|uglavnom|posebno|osobito|főleg"
    "|elsősorban|különösen|главным образом|особенно|преимущественно|прежде всего|в основном"
    "|переважно|особливо|головним чином|κυρίως|ιδίως|ιδιαίτερα|främst|framför allt|särskilt"
    "|huvudsakligen|især|primært|hovedsageligt|særlig|hovedsakelig|lähinnä|pääasiassa|erityisesti"
    "|etenkin|özellikle|başlıca|în special|mai ales|sobretot|especialment|principalment|batez ere"
    "|bereziki|ypač|daugiausia"
)
CHIEFLY = re.compile(rf"(?:{_CHIEFLY_WORDS})\b|say$", re.I)
"""What goes before the weightiest of more things than a list names."""
EXAMPLES = re.compile(
    rf"\b(?:(?:{_CHIEFLY_WORDS})\)?(?: [^\s,;:.()]+){{0,2}} ?"
    r"|as (?:of|in)(?: [^\s,;:.()]+){0,4} ?"
    r"|(?:such as|examples? (?:are|is|include)|including|includes?|(?:have|has) included|e\.g\.?,?"
    r"|for (?:example|instance),?|namely|see(?: also)?|cf\.?|compare|z\. ?B\.|zum Beispiel"
    r"|par exemple|tel(?:le)?s? que|por ejemplo|tales como|por exemplo|tais como|ad esempio|zoals"
    r"|jako (?:jsou|například|např\.)|takich jak|takie jak|na przykład|kot so|na primer|például"
    r"|esimerkiksi|till exempel|for eksempel|com ara|de exemplu|например|такие как|наприклад"
    r"|такі як|για παράδειγμα|örneğin)(?: [^\s,;:.]+){0,8}"
    r"|(?:like|etwa|wie|comme|como|come|jako|jak|kot|kuten|mint|såsom|precum|όπως|как|як|як-от)"
    r"(?: [^\s,;:.()]+){0,4}) ?$",
    re.I,
)
"""What goes before examples, which nobody has to recall completely, and before other entries."""
AND_MORE = re.compile(
    r" (?:(?:and|or) (?:(?:the like|so on|so forth|more)\b|(?:many |any )?(?:other|similar)s?\b).*"
    r"|(?:und|oder) (?:andere\w*|weitere\w*|so weiter)\b.*|(?:et|ou) (?:autres?)\b.*"
    r"|(?:y|o|e|ou) (?:otr[oa]s|outr[oa]s|altr[ie])\b.*|(?:en|of) andere\w*\b.*"
    r"|(?:и|или) (?:др|пр|т|други\w*|прочи\w*)\b.*|(?:i|lub) inn[eyi]\w*\b.*"
    r"|(?:och|og|eller) (?:andra|andre|annat|liknande)\b.*)$",
    re.I,
)
MORE = re.compile(
    r",? ?(?:etc\b|among (?:many )?others\b|and (?:the like|so on|so forth|more|others?)\b|usw\b"
    r"|…|\.\.\.)",
    re.I,
)
"""What says that a list goes on."""
