// Saves each answer as it is given, and keeps trying while the network is away.
// What is not saved yet is also kept in this browser: keys of options. Written words stay in the open page alone.

import { ServerClock, keepDeadline } from "./deadline.js";
import { isExiting } from "./exit.js";

const SHORTEST_WAIT = 2000;
const LONGEST_WAIT = 60000;
// A pause in typing after which the words so far are saved.
const PAUSE = 2000;

export function startQuiz() {
  const form = document.querySelector("form.quiz[data-attempt]");
  if (form) {
    new AnswerSaver(form).start();
  }
}

class AnswerSaver {
  constructor(form) {
    this.form = form;
    this.shelf = new Shelf(`quiz-given-${form.dataset.attempt}`);
    this.wait = SHORTEST_WAIT;
    this.isBusy = false;
    // Questions with words that are typed and not sent on, each with its timer.
    this.typing = new Map();
    this.leaving = new AbortController();
    this.clock = new ServerClock(form);
  }

  start() {
    this.putBack();
    keepDeadline(this.form, this.clock);
    this.form.addEventListener("change", (event) => {
      const question = event.target.closest("[data-save-url]");
      // Words that a pause in typing has sent already are not sent again.
      if (question && (!isWritten(event.target) || this.typing.has(question))) {
        this.keep(question);
      }
    });
    this.form.addEventListener("input", (event) => {
      const question = event.target.closest("[data-save-url]");
      if (question && event.target.name && isWritten(event.target)) {
        clearTimeout(this.typing.get(question));
        this.typing.set(question, setTimeout(() => this.keep(question), PAUSE));
      }
    });
    // The form carries every answer itself; an older one on its way must not arrive after it.
    this.form.addEventListener("submit", () => {
      this.leaving.abort();
      this.stopTyping();
      this.form.elements.given_at.value = this.clock.now();
      this.token();
    });
    window.addEventListener("beforeunload", (event) => this.warn(event));
    window.addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => {
      [...this.typing.keys()].forEach((question) => this.keep(question));
      this.flush();
    });
    this.flush();
  }

  // The browser asks in its own words whether to leave. Never while the form itself is sent, which carries everything,
  // and never whoever has pressed "Exit this page": somebody may be looking.
  warn(event) {
    const isWaiting = this.shelf.entries().length || this.typing.size;
    if (isWaiting && !this.leaving.signal.aborted && !isExiting()) {
      event.preventDefault();
    }
  }

  // Answers that an earlier visit could not send, unless the server has newer ones that cannot be our own.
  putBack() {
    for (const [id, entry] of this.shelf.entries()) {
      const question = this.form.querySelector(`[data-response="${id}"]`);
      const isOutdated = question && seenField(question).value !== entry.seen && !entry.unsure;
      if (!question || isOutdated) {
        this.shelf.drop(id);
        continue;
      }
      entry.fields = renamed(entry.fields, question);
      for (const input of inputsOf(question)) {
        putInto(input, entry.fields);
      }
      say(question, this.form.dataset.notSaved);
    }
  }

  stopTyping() {
    this.typing.forEach((timer) => clearTimeout(timer));
    this.typing.clear();
  }

  keep(question) {
    clearTimeout(this.typing.get(question));
    this.typing.delete(question);
    const fields = inputsOf(question)
      .filter((input) => !isTicked(input) || input.checked)
      .map((input) => [input.name, input.value]);
    const hasWords = inputsOf(question).some(isWritten);
    const id = question.dataset.response;
    const before = this.shelf.get(id);
    // What was sent without a reply may have arrived. It is asked about first: our own answer is no stranger's.
    const unsure = before?.isSent ? { key: before.key, fields: before.fields, givenAt: before.givenAt } : before?.unsure;
    this.shelf.put(id, { key: uuid(), fields, hasWords, seen: seenField(question).value, unsure, givenAt: this.clock.now() });
    say(question, this.form.dataset.saving);
    this.flush();
  }

  async flush() {
    if (this.isBusy) {
      return;
    }
    this.isBusy = true;
    clearTimeout(this.timer);
    try {
      for (let next = this.shelf.first(); next; next = this.shelf.first()) {
        await this.send(...next);
      }
      this.wait = SHORTEST_WAIT;
    } catch (problem) {
      this.tryLater(problem);
    } finally {
      this.isBusy = false;
    }
  }

  async send(id, waiting) {
    const question = this.form.querySelector(`[data-response="${id}"]`);
    const entry = waiting.unsure ?? waiting;
    if (entry === waiting) {
      this.shelf.put(id, { ...waiting, isSent: true });
    }
    const reply = await fetch(question.dataset.saveUrl, {
      method: "POST",
      body: this.bodyOf(question, entry, waiting.seen),
      keepalive: true,
      redirect: "error",
      signal: this.leaving.signal,
    });
    if (reply.ok) {
      const receipt = await reply.json();
      seenField(question).value = receipt.seen;
      this.settle(question, entry, receipt.message);
    } else if ([400, 404, 409].includes(reply.status)) {
      this.settle(question, entry, (await reply.json()).problem);
    } else {
      throw new Error(reply.status === 401 ? (await reply.json()).problem : "");
    }
  }

  // A newer answer to the same question may have come while this one was on its way.
  settle(question, entry, message) {
    const id = question.dataset.response;
    if (this.shelf.get(id)?.key === entry.key) {
      this.shelf.drop(id);
      say(question, message);
    } else {
      this.shelf.put(id, { ...this.shelf.get(id), seen: seenField(question).value, unsure: undefined });
    }
  }

  tryLater(problem) {
    if (this.leaving.signal.aborted) {
      return;
    }
    const isOurs = problem.constructor === Error && problem.message;
    for (const [id] of this.shelf.entries()) {
      const question = this.form.querySelector(`[data-response="${id}"]`);
      say(question, isOurs ? problem.message : this.form.dataset.notSaved);
    }
    this.timer = setTimeout(() => this.flush(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  // Signing in again in another tab gives a new token; the cookie has it, this page does not.
  token() {
    const field = this.form.elements.csrfmiddlewaretoken;
    field.value = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? field.value;
    return field.value;
  }

  bodyOf(question, entry, seen) {
    const body = new URLSearchParams();
    body.set("csrfmiddlewaretoken", this.token());
    body.set("idempotency_key", entry.key);
    // Where time is limited, an answer given in time may still be on its way.
    body.set("given_at", entry.givenAt);
    // With it the server sees that a newer answer was given elsewhere, and that no ticked box is meant.
    body.set(seenField(question).name, seen);
    for (const [name, value] of entry.fields) {
      body.append(name, value);
    }
    return body;
  }
}

// Answers that wait, in this page and, where the browser allows it, in its storage.
class Shelf {
  constructor(name) {
    this.name = name;
    this.waiting = new Map();
    try {
      this.waiting = new Map(JSON.parse(localStorage.getItem(name) ?? "[]"));
    } catch {
      // Storage is switched off or unreadable: the page alone remembers.
    }
  }

  entries() {
    return [...this.waiting];
  }

  first() {
    return this.entries()[0];
  }

  get(id) {
    return this.waiting.get(id);
  }

  put(id, entry) {
    this.waiting.set(id, entry);
    this.write();
  }

  drop(id) {
    this.waiting.delete(id);
    this.write();
  }

  write() {
    try {
      const lasting = this.entries().filter(([, entry]) => !entry.hasWords);
      if (lasting.length) {
        localStorage.setItem(this.name, JSON.stringify(lasting));
      } else {
        localStorage.removeItem(this.name);
      }
    } catch {
      // As above.
    }
  }
}

// A field without a name is for the page alone and is never sent.
function inputsOf(question) {
  return [...question.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((input) => input.name);
}

function isWritten(input) {
  return input.matches("textarea, [type=text]");
}

function isTicked(input) {
  return input.matches("[type=radio], [type=checkbox]");
}

function putInto(input, fields) {
  if (isTicked(input)) {
    input.checked = fields.some(([name, value]) => name === input.name && value === input.value);
  } else {
    input.value = fields.find(([name]) => name === input.name)?.[1] ?? "";
  }
}

// What an earlier version of the site kept here may name its fields otherwise, but for their ends.
function renamed(fields, question) {
  const prefix = seenField(question).name.replace(/seen$/, "");
  return fields.map(([name, value]) => [name.replace(/^[a-z]+-[0-9]+-/, prefix), value]);
}

function seenField(question) {
  return question.querySelector("input[name$='-seen']");
}

function say(question, message) {
  question.querySelector("[role=status]").textContent = message;
}

// `crypto.randomUUID` is missing where a site is not served over https.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
