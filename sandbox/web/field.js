// One field: no complaint while it is first typed in, a check when it is left, cleared as soon as it is right.
const words = JSON.parse(document.getElementById("words").textContent);

class Field {
  constructor(name, { check, format, also }) {
    this.name = name;
    this.check = check;
    this.input = document.getElementById(name);
    this.error = document.getElementById(`${name}-error`);
    this.input.addEventListener("blur", () => this.input.value && this.show(this.problem));
    this.input.addEventListener("input", (event) => {
      if (format) this.reformat(format, event.inputType?.startsWith("delete") ?? false);
      if (this.shown && !this.problem) this.show(null);
      also?.(this.input.value);
    });
  }

  get value() {
    return this.input.value;
  }

  get problem() {
    return this.check(this.input.value);
  }

  get message() {
    return words[`error_${this.problem}`];
  }

  // Keeps the caret behind the character it was behind.
  reformat(format, deleting) {
    const { value, selectionStart } = this.input;
    const formatted = format(value, deleting);
    if (formatted === value) return;
    const behind = value.slice(0, selectionStart).replace(/[^0-9a-z]/gi, "").length;
    const atEnd = selectionStart === value.length;
    this.input.value = formatted;
    let caret = 0;
    for (let seen = 0; caret < formatted.length && seen < behind; caret += 1) {
      if (/[0-9a-z]/i.test(formatted[caret])) seen += 1;
    }
    if (document.activeElement === this.input) {
      this.input.setSelectionRange(atEnd ? formatted.length : caret, atEnd ? formatted.length : caret);
    }
  }

  show(problem) {
    this.shown = problem;
    this.error.textContent = problem ? words[`error_${problem}`] : "";
    this.error.hidden = !problem;
    this.input.closest(".field").toggleAttribute("data-invalid", Boolean(problem));
    if (problem) {
      this.input.setAttribute("aria-invalid", "true");
      this.input.setAttribute("aria-describedby", this.error.id);
    } else {
      this.input.removeAttribute("aria-invalid");
      this.input.removeAttribute("aria-describedby");
    }
  }
}
