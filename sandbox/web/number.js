// Card numbers: the scheme by the first digits, groups of digits, and the check digit (ISO/IEC 7812-1).
const SCHEMES = [
  { brand: "amex", name: "American Express", starts: /^3[47]/, lengths: [15], groups: [4, 6, 5], code: 4 },
  { brand: "diners", name: "Diners Club", starts: /^3(0[0-5]|[689])/, lengths: [14, 16], groups: [4, 6, 4], code: 3 },
  { brand: "jcb", name: "JCB", starts: /^35(2[89]|[3-8])/, lengths: [16], groups: [4, 4, 4, 4], code: 3 },
  { brand: "visa", name: "Visa", starts: /^4/, lengths: [16], groups: [4, 4, 4, 4], code: 3 },
  {
    brand: "mastercard",
    name: "Mastercard",
    starts: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/,
    lengths: [16],
    groups: [4, 4, 4, 4],
    code: 3,
  },
  { brand: "discover", name: "Discover", starts: /^6(011|4[4-9]|5)/, lengths: [16], groups: [4, 4, 4, 4], code: 3 },
  { brand: "unionpay", name: "UnionPay", starts: /^62/, lengths: [16, 17, 18, 19], groups: [4, 4, 4, 4, 3], code: 3 },
];

const onlyDigits = (text) => text.replace(/\D/g, "");
const schemeOf = (digits) => SCHEMES.find((scheme) => scheme.starts.test(digits));

function grouped(text) {
  const digits = onlyDigits(text);
  const scheme = schemeOf(digits);
  const groups = digits.length > 14 && scheme?.brand === "diners" ? [4, 4, 4, 4] : (scheme?.groups ?? [4, 4, 4, 4]);
  let rest = digits.slice(0, Math.max(...(scheme?.lengths ?? [19])));
  const parts = [];
  for (const size of groups) {
    if (rest) parts.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return (rest ? [...parts, rest] : parts).join(" ");
}

function luhn(digits) {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function checkNumber(text) {
  const digits = onlyDigits(text);
  if (!digits) return "number_empty";
  return schemeOf(digits)?.lengths.includes(digits.length) && luhn(digits) ? null : "invalid_number";
}

// MM / YY as it is typed or pasted: 4 becomes 04, 122034 and 12/2034 become 12 / 34.
function groupedExpiry(text, deleting) {
  let digits = onlyDigits(text);
  if (/^[2-9]/.test(digits) || /^\s*1\s*\//.test(text)) digits = `0${digits}`;
  if (digits.length >= 6 && digits.slice(2, 4) === "20") digits = digits.slice(0, 2) + digits.slice(4);
  digits = digits.slice(0, 4);
  if (digits.length < 2 || (digits.length === 2 && deleting)) return digits;
  return `${digits.slice(0, 2)} / ${digits.slice(2)}`;
}

// The day comes from the server: a wrong clock on the buyer's machine must not refuse a good card.
function checkExpiry(text) {
  const digits = onlyDigits(text);
  if (!digits) return "expiry_empty";
  const month = Number(digits.slice(0, 2));
  return digits.length === 4 && month >= 1 && month <= 12 ? null : "invalid_expiry";
}

function checkCode(text, number) {
  if (!text) return "cvc_empty";
  const scheme = schemeOf(onlyDigits(number));
  return /^\d+$/.test(text) && text.length === (scheme?.code ?? 3) ? null : "invalid_cvc";
}
