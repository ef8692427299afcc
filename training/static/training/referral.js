// Checks a practice referral in the page. What is typed never leaves it: the boxes lose their names, so that no form
// and no autosave sends them. The rules come with the page; quizzes/questions/rubric.py does the same with them.

export function startReferrals() {
  for (const element of document.querySelectorAll("[data-referral]")) {
    new Referral(element).start();
  }
}

class Referral {
  constructor(element) {
    this.element = element;
    this.data = JSON.parse(element.querySelector("script[type='application/json']").textContent);
    this.boxes = [...element.querySelectorAll("[data-box]")];
    this.said = element.querySelector("[data-said]");
  }

  start() {
    this.boxes.forEach((box) => box.querySelector("textarea").removeAttribute("name"));
    const button = this.element.querySelector("[data-check-button]");
    // Enter in a line elsewhere would press the first button that sends the form.
    button.type = "button";
    button.addEventListener("click", () => this.check());
  }

  check() {
    const personal = this.boxes.filter((box) => this.screen(box));
    if (personal.length) {
      this.said.textContent = this.said.dataset.refused;
      personal[0].querySelector("textarea").focus();
      return;
    }
    const found = {};
    this.boxes.forEach((box, place) => {
      const asked = this.data.boxes[place];
      found[asked.key] = met(box.querySelector("textarea").value, asked, this.data.rules);
      show(box, found[asked.key]);
    });
    this.said.textContent = this.said.dataset.said;
    this.keep(found);
  }

  screen(box) {
    const isPersonal = looksPersonal(box.querySelector("textarea").value, this.data.personal);
    box.querySelector("[data-personal]").hidden = !isPersonal;
    box.classList.toggle("govuk-form-group--error", isPersonal);
    describe(box);
    return isPersonal;
  }

  // Keys alone, saved like any other answer.
  keep(found) {
    const result = this.element.querySelector("[data-result]");
    result.value = JSON.stringify(found);
    result.dispatchEvent(new Event("input", { bubbles: true }));
    result.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function show(box, found) {
  for (const line of box.querySelectorAll("[data-rule]")) {
    const isMet = found.includes(line.dataset.rule);
    line.querySelector("[data-met]").hidden = !isMet;
    line.querySelector("[data-unmet]").hidden = isMet;
  }
  box.querySelector("[data-check]").hidden = false;
  describe(box);
}

// A box is described by what is shown with it; a screen reader would read what is hidden as well.
function describe(box) {
  const shown = [...box.querySelectorAll(".govuk-hint, [data-personal], [data-check]")].filter((one) => !one.hidden);
  box.querySelector("textarea").setAttribute("aria-describedby", shown.map((one) => one.id).join(" "));
}

const QUOTED = /["\u201c][^"\u201c\u201d]{2,}["\u201d]|\u2018[^\u2018]{2,}\u2019/u;
const WORD = /[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu;

// The keys of the box's rules that a text meets, in the order of the table.
export function met(text, box, rules) {
  return rules.filter((rule) => box.rubric.includes(rule.key) && isMet(text, rule, box)).map((rule) => rule.key);
}

function isMet(written, rule, box) {
  const text = written.normalize("NFKC");
  const words = wordsOf(text);
  if (!words.length) {
    return false;
  }
  if (rule.kind === "words") {
    return words.length >= box.least;
  }
  if (rule.kind === "quoted") {
    return QUOTED.test(text);
  }
  const isFound = [...rule.phrases, ...(box.own[rule.key] ?? [])].some((phrase) => holds(words, phrase));
  if (rule.kind === "none") {
    return !isFound;
  }
  return isFound || (rule.key === "specific" && /[0-9]/.test(text));
}

function wordsOf(text) {
  return text.toLowerCase().replaceAll("\u2019", "'").match(WORD) ?? [];
}

function holds(words, phrase) {
  return ` ${words.join(" ")} `.includes(` ${wordsOf(phrase).join(" ")} `);
}

// What training/content/screening.py says of a text, by its own patterns.
export function looksPersonal(written, patterns) {
  const text = written.normalize("NFKC");
  const phones = text.replace(new RegExp(patterns.date, "g"), ",").match(new RegExp(patterns.phone, "g")) ?? [];
  return (
    patterns.patterns.some(([pattern, flags]) => new RegExp(pattern, flags).test(text)) ||
    phones.some((phone) => isSomebodys(phone, new RegExp(patterns.organisations)))
  );
}

function isSomebodys(phone, organisations) {
  const digits = phone.replace(/\D/g, "");
  if (digits.length < 9 || digits.length > 15 || organisations.test(digits)) {
    return false;
  }
  return phone.startsWith("+") || digits.startsWith("0") || (digits.startsWith("7") && digits.length === 10);
}
