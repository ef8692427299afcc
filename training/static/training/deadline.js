// Time on a page of questions: by the server's clock, since a phone's may be wrong. Says politely that the end is near.

const WARNINGS = ["10", "5", "1"];
const LONGEST_TIMER = 2 ** 31 - 1;

// What time it is on the server, in seconds: when the page was made, and how long ago that is.
export class ServerClock {
  constructor(form) {
    this.servedAt = Number(form.dataset.servedAt);
    this.openedAt = Date.now();
  }

  now() {
    return Math.floor(this.servedAt + (Date.now() - this.openedAt) / 1000);
  }
}

export function keepDeadline(form, clock) {
  const deadline = Number(form.dataset.deadline);
  if (!deadline) {
    return;
  }
  const status = document.querySelector(".quiz-time-left");
  for (const minutes of WARNINGS) {
    at(deadline - Number(minutes) * 60, clock, () => {
      status.textContent = form.dataset[`left${minutes}`];
    });
  }
  at(deadline, clock, () => finish(form));
}

// Nothing for what is past already: a page opened late says nothing twice.
function at(second, clock, act) {
  const wait = (second - clock.now()) * 1000;
  if (wait >= 0 && wait < LONGEST_TIMER) {
    setTimeout(act, wait);
  }
}

// What is being written counts: leaving the box makes it an answer, and the form carries it.
function finish(form) {
  document.activeElement?.blur();
  const confirmed = document.createElement("input");
  Object.assign(confirmed, { type: "hidden", name: "confirmed", value: "yes" });
  form.append(confirmed);
  form.requestSubmit();
}
