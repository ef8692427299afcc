// "Exit this page" that puts the other site in the place of this one, so that Back does not lead here again.
import { ExitThisPage } from "govuk-frontend";

const HIDDEN = "govuk-exit-this-page-hide-content";

// Whether this page is on its way out and must not be held up by anything.
export function isExiting() {
  return document.body.classList.contains(HIDDEN);
}

export class ExitWithoutTrace extends ExitThisPage {
  // As in GOV.UK Frontend, but for the last line: two navigations at once would be a race.
  exitPage() {
    this.$updateSpan.textContent = "";
    document.body.classList.add(HIDDEN);
    this.$overlay = document.createElement("div");
    this.$overlay.className = "govuk-exit-this-page-overlay";
    this.$overlay.setAttribute("role", "alert");
    document.body.appendChild(this.$overlay);
    this.$overlay.textContent = this.i18n.t("activated");
    window.location.replace(this.$button.href);
  }
}
