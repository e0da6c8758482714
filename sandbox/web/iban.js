// Account numbers: ISO 13616, checked by the remainder of ISO 7064 MOD 97-10. The length of each country the server
// knows.
const compactIban = (text) => text.replace(/[^0-9a-z]/gi, "").toUpperCase();
const groupedIban = (text) => compactIban(text).slice(0, 34).replace(/(.{4})(?=.)/g, "$1 ");

function checkIban(text) {
  const compact = compactIban(text);
  if (!compact) return "iban_empty";
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(compact)) return "invalid_iban";
  const digits = (compact.slice(4) + compact.slice(0, 4)).replace(/[A-Z]/g, (letter) => parseInt(letter, 36));
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1 ? null : "invalid_iban";
}
