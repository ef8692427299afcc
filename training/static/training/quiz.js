// Saves each answer as it is given, and keeps trying while the network is away.
// What is not saved yet is also kept in this browser: keys of options. Written words stay in the open page alone.

import { ServerClock, keepDeadline } from "./deadline.js";
import { isExiting } from "./exit.js";
import { inputsOf, isAsServed, isTicked, isWritten, putInto, renamed, seenField } from "./fields.js";
import { Shelf } from "./shelf.js";

const SHORTEST_WAIT = 2000;
const LONGEST_WAIT = 60000;
// A pause in typing after which the words so far are saved.
const PAUSE = 2000;
// For so long finishing waits for what its form does not carry.
const LONGEST_HOLD = 5000;

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
    // Questions with words that are typed and not sent on, each with its timer.
    this.typing = new Map();
    this.touched = new Set();
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
    this.form.addEventListener("submit", (event) => this.leave(event));
    window.addEventListener("beforeunload", (event) => this.warn(event));
    window.addEventListener("pageshow", (event) => event.persisted && this.comeBack());
    window.addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => {
      [...this.typing.keys()].forEach((question) => this.keep(question));
      this.flush();
    });
    this.flush();
  }

  leave(event) {
    const hasMore = this.shelf.entries().some(([id]) => !this.questionOf(id));
    // The deadline finishes without a button.
    const isLast = !event.submitter || event.submitter.value === "finish";
    if (!this.isHeld) {
      this.form.elements.given_at.value = this.clock.now();
    }
    if (hasMore && isLast && !this.isHeld) {
      event.preventDefault();
      this.finishLater(event.submitter);
      return;
    }
    // The form carries every answer on this page itself; an older one on its way must not arrive after it.
    this.leaving.abort();
    this.stopTyping();
    for (const [id, entry] of this.shelf.entries().filter(([id]) => this.questionOf(id))) {
      this.shelf.put(id, { ...entry, isCarried: true });
    }
    this.form.elements.untouched.value = this.untouched().join(" ");
    this.token();
  }

  // The numbers of the questions that nobody answered on this page: another may have newer answers to them.
  untouched() {
    return [...this.form.querySelectorAll("[data-response]")]
      .filter(({ dataset }) => !this.touched.has(dataset.response) && !this.shelf.get(dataset.response))
      .filter((question) => inputsOf(question).every(isAsServed))
      .map(({ id }) => id.replace("question-", ""));
  }

  // Nothing is taken once the attempt is finished, so an answer to a question on another page is tried before it.
  // Only once: whoever cannot be reached now must not be kept from finishing.
  async finishLater(submitter) {
    this.isHeld = true;
    await Promise.race([this.flush(), new Promise((goOn) => setTimeout(goOn, LONGEST_HOLD))]);
    this.form.requestSubmit(submitter);
    this.isHeld = false;
  }

  // Back from the page that followed, as the browser had kept this one: what is answered from now on is sent again.
  comeBack() {
    this.leaving = new AbortController();
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
  // One to a question on another page waits as well, and is sent from here: nobody may come to that page again.
  putBack() {
    for (const [id, entry] of this.shelf.entries()) {
      const question = this.questionOf(id);
      const isOutdated = question && seenField(question).value !== entry.seen && !entry.unsure;
      if (isOutdated || !(question || entry.saveUrl)) {
        this.shelf.drop(id);
        continue;
      }
      if (question) {
        Object.assign(entry, addressOf(question), { fields: renamed(entry.fields, question) });
        inputsOf(question).forEach((input) => putInto(input, entry.fields));
      }
      // Of what its form has sent in the meantime nothing is left to say.
      this.say(id, this.form.dataset.notSaved, entry.isCarried ? "" : this.form.dataset.notSavedElsewhere);
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
    this.touched.add(id);
    const before = this.shelf.get(id);
    // What was sent without a reply may have arrived. It is asked about first: our own answer is no stranger's.
    const unsure = before?.isSent ? { key: before.key, fields: before.fields, givenAt: before.givenAt } : before?.unsure;
    const given = { key: uuid(), fields, hasWords, seen: seenField(question).value, givenAt: this.clock.now() };
    this.shelf.put(id, { ...given, ...addressOf(question), unsure });
    this.say(id, this.form.dataset.saving);
    this.flush();
  }

  // Whoever asks while it is under way waits for the same end.
  flush() {
    this.sending ??= this.sendAll().finally(() => (this.sending = undefined));
    return this.sending;
  }

  async sendAll() {
    clearTimeout(this.timer);
    try {
      for (let next = this.shelf.first(); next; next = this.shelf.first()) {
        await this.send(...next);
      }
      this.wait = SHORTEST_WAIT;
    } catch (problem) {
      this.tryLater(problem);
    }
  }

  async send(id, waiting) {
    const entry = waiting.unsure ?? waiting;
    if (entry === waiting) {
      this.shelf.put(id, { ...waiting, isSent: true });
    }
    const reply = await fetch(waiting.saveUrl, {
      method: "POST",
      body: this.bodyOf(entry, waiting),
      keepalive: true,
      redirect: "error",
      signal: this.leaving.signal,
    });
    if (reply.ok) {
      const receipt = await reply.json();
      this.settle(id, entry, receipt.message, receipt.seen);
    } else if ([400, 404, 409].includes(reply.status)) {
      this.settle(id, entry, (await reply.json()).problem);
    } else {
      throw new Error(reply.status === 401 ? (await reply.json()).problem : "");
    }
  }

  // A newer answer to the same question may have come while this one was on its way.
  settle(id, entry, message, seen) {
    const question = this.questionOf(id);
    const latest = this.shelf.get(id);
    if (question && seen !== undefined) {
      seenField(question).value = seen;
    }
    if (latest?.key === entry.key) {
      this.shelf.drop(id);
      const { savedElsewhere, refusedElsewhere } = this.form.dataset;
      const elsewhere = seen === undefined ? refusedElsewhere : savedElsewhere;
      this.say(id, message, latest.isCarried ? "" : elsewhere);
    } else {
      this.shelf.put(id, { ...latest, seen: String(seen ?? latest.seen), unsure: undefined });
    }
  }

  tryLater(problem) {
    if (this.leaving.signal.aborted) {
      return;
    }
    const ours = problem.constructor === Error && problem.message;
    const { notSaved, notSavedElsewhere } = this.form.dataset;
    for (const [id] of this.shelf.entries()) {
      this.say(id, ours || notSaved, ours || notSavedElsewhere);
    }
    this.timer = setTimeout(() => this.flush(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  questionOf(id) {
    return this.form.querySelector(`[data-response="${id}"]`);
  }

  // Beside the question, where it is open on this page; else in the one line about all others.
  say(id, message, elsewhere) {
    const status = this.questionOf(id)?.querySelector("[role=status]");
    if (status) {
      status.textContent = message;
    } else {
      this.form.querySelector(".quiz-elsewhere").textContent = elsewhere;
    }
  }

  // Signing in again in another tab gives a new token; the cookie has it, this page does not.
  token() {
    const field = this.form.elements.csrfmiddlewaretoken;
    field.value = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? field.value;
    return field.value;
  }

  bodyOf(entry, { seen, seenName }) {
    const body = new URLSearchParams();
    body.set("csrfmiddlewaretoken", this.token());
    body.set("idempotency_key", entry.key);
    // Where time is limited, an answer given in time may still be on its way.
    body.set("given_at", entry.givenAt);
    // With it the server sees that a newer answer was given elsewhere, and that no ticked box is meant.
    body.set(seenName, seen);
    for (const [name, value] of entry.fields) {
      body.append(name, value);
    }
    return body;
  }
}

// Where an answer to a question goes, from whatever page.
function addressOf(question) {
  return { saveUrl: question.dataset.saveUrl, seenName: seenField(question).name };
}

// `crypto.randomUUID` is missing where a site is not served over https.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
