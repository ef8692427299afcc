// A tap on a zone of a picture ticks its box in the list below. The list alone is enough to answer.

export function startHotspots() {
  for (const picture of document.querySelectorAll(".quiz-question .hotspot")) {
    const question = picture.closest(".quiz-question");
    picture.addEventListener("click", (event) => tick(boxOf(question, event.target)));
    question.addEventListener("change", () => show(question, picture));
    // A browser that comes back to a page ticks its boxes again only now.
    window.addEventListener("pageshow", () => show(question, picture));
    show(question, picture);
  }
}

function boxOf(question, zone) {
  return [...question.querySelectorAll("input")].find((input) => input.value === zone.dataset.zone);
}

function tick(box) {
  if (box) {
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function show(question, picture) {
  for (const zone of picture.querySelectorAll("[data-zone]")) {
    zone.toggleAttribute("data-ticked", boxOf(question, zone)?.checked ?? false);
  }
}
