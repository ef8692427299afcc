// "Exit this page" that puts the other site in the place of this one, so that Back does not lead here again.
import { ExitThisPage } from "govuk-frontend";

export class ExitWithoutTrace extends ExitThisPage {
  exitPage() {
    super.exitPage();
    window.location.replace(this.$button.href);
  }
}
