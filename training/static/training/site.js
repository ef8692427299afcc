// Everything here makes a page nicer; every page works without it.
import {
  Button,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";
import { ExitWithoutTrace } from "./exit.js";
import { startHotspots } from "./hotspot.js";
import { tellOfPasskeyTrouble } from "./passkey.js";
import { startQuiz } from "./quiz.js";
import { startReferrals } from "./referral.js";

// GOV.UK Frontend looks for these; its own inline script would break our Content-Security-Policy.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [
  Checkboxes,
  ErrorSummary,
  ExitWithoutTrace,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
]) {
  createAll(component);
}
createAll(Button, { preventDoubleClick: true });

startQuiz();
startHotspots();
startReferrals();
tellOfPasskeyTrouble();
