"""Reads VAT ids, one a line, and answers for each the normal form as python-stdnum sees it, or “-” where it refuses.

Prefixes choose the module: CHE stdnum.ch.vat, NO stdnum.no.mva, GB stdnum.gb.vat, all others stdnum.eu.vat.
"""

import sys

from stdnum.ch import vat as ch
from stdnum.eu import vat as eu
from stdnum.exceptions import ValidationError
from stdnum.gb import vat as gb
from stdnum.no import mva as no


def normal(text):
    if text.startswith("CHE"):
        return ch.validate(text)
    if text.startswith("NO"):
        return "NO" + no.validate(text)
    if text.startswith("GB"):
        return "GB" + gb.validate(text)
    return eu.validate(text)


for line in sys.stdin:
    try:
        print(normal(line.rstrip("\n")))
    except ValidationError:
        print("-")
