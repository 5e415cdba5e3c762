"""Words that are spelled one way in Britain and another in the United States.

Only pairs of which no other form is usual on the other side; `-ize` is at home on both.
"""

from __future__ import annotations

from types import MappingProxyType

_PAIRS = """
behaviour behavior, behaviours behaviors, behavioural behavioral, colour color, colours colors,
favour favor, favours favors, favourite favorite, favourable favorable, honour honor, humour humor,
labour labor, neighbour neighbor, neighbours neighbors, rumour rumor, tumour tumor, tumours tumors,
vapour vapor, odour odor, flavour flavor, harbour harbor, centre center, centres centers,
centred centered, fibre fiber, fibres fibers, litre liter, litres liters, theatre theater,
calibre caliber, spectre specter, defence defense, offence offense, pretence pretense,
counsellor counselor, counsellors counselors, counselling counseling, travelled traveled,
traveller traveler, modelling modeling, modelled modeled, labelled labeled, labelling labeling,
signalling signaling, cancelled canceled, fulfil fulfill, skilful skillful, enrol enroll,
analyse analyze, analysed analyzed, paralyse paralyze, catalyse catalyze, grey gray,
anaemia anemia, haemoglobin hemoglobin, oestrogen estrogen, oesophagus esophagus,
paediatric pediatric, orthopaedic orthopedic, diarrhoea diarrhea, leukaemia leukemia,
foetus fetus, foetal fetal, gynaecology gynecology, sceptic skeptic, sceptical skeptical,
scepticism skepticism, ageing aging, mould mold, plough plow, aluminium aluminum,
sulphur sulfur, manoeuvre maneuver, artefact artifact, artefacts artifacts, tyre tire,
jewellery jewelry, pyjamas pajamas, moustache mustache, cosy cozy, draught draft
"""

_SPLIT = [pair.split() for pair in _PAIRS.split(",")]
OTHER_SPELLING = MappingProxyType(
    {british: american for british, american in _SPLIT if british != "tyre"}
)
"""British spelling to American."""

BRITISH = frozenset(OTHER_SPELLING)
AMERICAN = frozenset(OTHER_SPELLING.values())
