// Messages between these fields and the page that frames them, version 1.
//
// In:  submit {nonce}, focus
// Out: ready {kind}, height {height}, state {empty, complete, brand}, method {nonce, method},
//      invalid {nonce, fields: [{name, message}]}, failed {nonce, code}
//
// Every message is {protocol, version, type, …}. They are sent to one exact origin, and taken only from the parent
// window at that origin. `nonce` is what the asking `submit` carried, or null when the buyer pressed Enter in a field.
const PROTOCOL = "sandbox-fields";
const VERSION = 1;
const page = document.documentElement;

function say(type, facts = {}) {
  if (window.parent !== window) {
    window.parent.postMessage({ protocol: PROTOCOL, version: VERSION, type, ...facts }, page.dataset.parent);
  }
}

function listen(answers) {
  window.addEventListener("message", (event) => {
    const message = event.data;
    if (event.source !== window.parent || event.origin !== page.dataset.parent) return;
    if (typeof message !== "object" || message === null || message.protocol !== PROTOCOL) return;
    if (message.version !== VERSION) return say("failed", { nonce: message.nonce ?? null, code: "version" });
    if (Object.hasOwn(answers, message.type)) answers[message.type](message);
  });
}
