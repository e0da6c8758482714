// The bank's page: takes the answer, then tells the page that frames it, or goes back to the shop.
//
// Out: {protocol: "sandbox-3ds", version: 1, type: "done", intent}. It says that there is news, not what: the page asks
// its server, which asks the provider.
const page = document.documentElement;
const words = JSON.parse(document.getElementById("words").textContent);
const framed = window.parent !== window;

function done() {
  const message = { protocol: "sandbox-3ds", version: 1, type: "done", intent: page.dataset.intent };
  if (framed && page.dataset.parent) window.parent.postMessage(message, page.dataset.parent);
  else if (!framed && page.dataset.return) location.replace(page.dataset.return);
}

const form = document.forms[0];
form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  const status = form.querySelector("[role=status]");
  form.ariaBusy = "true";
  status.textContent = words.challenge_busy;
  try {
    const body = new URLSearchParams(new FormData(form, event.submitter));
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(15000) });
    // A redirect, and a refusal because it was answered before, both mean that there is news.
    if (answer.type !== "opaqueredirect" && answer.status !== 409) throw new Error(String(answer.status));
    status.textContent = words.challenge_done;
    done();
  } catch {
    form.ariaBusy = "false";
    status.textContent = words.challenge_unreachable;
  }
});
if (page.dataset.waits === "no") done();
