// The form: its fields, what it tells the page around it, and the exchange of what was typed for a token.
const form = document.forms[0];
const trouble = document.getElementById("trouble");
const brand = document.getElementById("brand");
const kind = page.dataset.kind;

const holder = () => new Field("holder", { check: (text) => (text.trim() ? null : "holder_empty") });

function cardFields() {
  const number = new Field("number", { check: checkNumber, format: grouped, also: recognised });
  const cvc = new Field("cvc", { check: (text) => checkCode(text, number.value), format: onlyDigits });
  function recognised(text) {
    const scheme = schemeOf(onlyDigits(text));
    if (brand.textContent !== (scheme?.name ?? "")) brand.textContent = scheme?.name ?? "";
    cvc.input.placeholder = "1234".slice(0, scheme?.code ?? 3);
    cvc.input.maxLength = scheme?.code ?? 4;
  }
  return [number, new Field("expiry", { check: checkExpiry, format: groupedExpiry }), cvc, holder()];
}

const fields =
  kind === "card" ? cardFields() : [new Field("iban", { check: checkIban, format: groupedIban }), holder()];

function tellState() {
  const complete = fields.every((field) => !field.problem);
  const empty = fields.every((field) => !field.value);
  say("state", { empty, complete, brand: schemeOf(onlyDigits(fields[0].value))?.brand ?? null });
}

function refuse(nonce, wrong) {
  wrong[0].input.focus();
  say("invalid", { nonce, fields: wrong.map(({ name, message, error }) => ({ name, message: message ?? error.textContent })) });
}

async function exchange() {
  const typed = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  const answer = await fetch("/fields/methods", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ kind, ...typed }),
    signal: AbortSignal.timeout(15000),
  });
  return { ok: answer.ok, body: await answer.json() };
}

let busy = false;

async function submit(nonce) {
  if (busy) return;
  trouble.textContent = "";
  for (const field of fields) field.show(field.problem);
  const wrong = fields.filter((field) => field.problem);
  if (wrong.length) return refuse(nonce, wrong);
  busy = true;
  form.setAttribute("aria-busy", "true");
  try {
    const { ok, body } = await exchange();
    const blamed = ok ? null : fields.find((field) => field.name === body.error?.field);
    if (ok) {
      say("method", { nonce, method: body });
    } else if (blamed) {
      blamed.show(body.error.code);
      refuse(nonce, [blamed]);
    } else {
      throw new Error(body.error?.code);
    }
  } catch {
    trouble.textContent = words.error_unreachable;
    say("failed", { nonce, code: "unreachable" });
  } finally {
    busy = false;
    form.removeAttribute("aria-busy");
  }
}

for (const [name, colour] of new URLSearchParams(page.dataset.colours)) {
  page.style.setProperty(`--${name}`, `#${colour}`);
}
form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(null);
});
form.addEventListener("input", tellState);
for (const { input } of fields) {
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      submit(null);
    }
  });
}
listen({
  submit: ({ nonce }) => submit(nonce ?? null),
  focus: () => (fields.find((field) => field.problem) ?? fields[0]).input.focus(),
});
new ResizeObserver(() => say("height", { height: Math.ceil(document.body.getBoundingClientRect().height) })).observe(document.body);
say("ready", { kind });
tellState();
