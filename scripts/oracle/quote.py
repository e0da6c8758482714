"""Prices requests with fractions of Python, written from the description of the rules, not from the engine.

Arguments: the catalogue file. Reads requests as JSON, one a line, and answers each with the figures of its quote. Knows no
refusals, no tax rules (the rate comes in the member `rate`) and only the demo catalogue's kinds of prices.
"""

import calendar
import datetime
import json
import sys
import tomllib
from fractions import Fraction

DECIMALS = {"USD": 2, "EUR": 2, "GBP": 2, "CHF": 2, "JPY": 0, "KWD": 3}
MONTHS = {"1m": 1, "1y": 12, "2y": 24, "3y": 36}

with open(sys.argv[1], "rb") as file:
    CATALOGUE = tomllib.load(file)


def rounded(exact):
    """Half away from zero."""
    sign = -1 if exact < 0 else 1
    return sign * int(abs(exact) + Fraction(1, 2))


def shares(total, weights):
    """Largest remainders, ties to the earlier."""
    whole = sum(weights)
    if whole == 0:
        return [total if index == 0 else 0 for index in range(len(weights))]
    exact = [Fraction(total * weight, whole) for weight in weights]
    floors = [int(share) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda index: (floors[index] - exact[index], index))
    for index in by_remainder[: total - sum(floors)]:
        floors[index] += 1
    return floors


def plan_price(plan, request):
    """The exact price of the plan in major units."""
    if plan["offer"] == "free":
        return Fraction(0)
    listed = Fraction(plan["price"][request["currency"]][request["term"]])
    exact = Fraction(0)
    for seat_tier in plan.get("tiers", [{"from": 1}]):
        last = min(seat_tier.get("to", request["seats"]), request["seats"])
        inside = max(0, last - seat_tier["from"] + 1)
        exact += inside * listed * (100 - Fraction(seat_tier.get("less", "0"))) / 100
    return exact


def months_later(day, months):
    """The same day of a later month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def answer(request):
    """The figures of a quote."""
    minor = 10 ** DECIMALS[request["currency"]]
    term = request.get("term")
    lines = [(request["plan"], rounded(plan_price(CATALOGUE["plan"][request["plan"]], request) * minor), term is not None)]
    for item, quantity in sorted(request.get("addon", {}).items()):
        addon = CATALOGUE["addon"][item]
        exact = Fraction(addon["price"][request["currency"]]) * quantity
        yearly = addon["charge"] == "yearly"
        if yearly:
            exact *= MONTHS[term] // 12
        lines.append((item, rounded(exact * minor), yearly))

    recurring = [amount if recurs else 0 for _, amount, recurs in lines]
    coupon = CATALOGUE["coupon"].get(request.get("coupon"), {"percent": "0"})
    if "percent" in coupon:
        discount = rounded(Fraction(coupon["percent"]) / 100 * sum(recurring))
    else:
        discount = min(int(Fraction(coupon["amount"]) * minor), sum(recurring))
    discounts = shares(discount, recurring)
    nets = [amount - off for (_, amount, _), off in zip(lines, discounts)]
    rate = Fraction(request["rate"]) / 100
    tax = rounded(rate * sum(nets))
    day = datetime.date.fromisoformat(request["as_of"])
    return {
        "subtotal_minor": sum(amount for _, amount, _ in lines),
        "discount_minor": discount,
        "tax_minor": tax,
        "total_minor": sum(nets) + tax,
        "lines": [[item, *figures] for (item, *_), figures in zip(lines, zip(
            (amount for _, amount, _ in lines), discounts, shares(tax, nets)))],
        "renews_on": term and str(months_later(day, MONTHS[term])),
        "renewal_total_minor": sum(recurring) + rounded(rate * sum(recurring)) if term else None,
    }


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))))
