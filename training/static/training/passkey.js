// A passkey that was refused, or that nobody gave, is said in words; allauth's script would only tell the console.
export function tellOfPasskeyTrouble() {
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const words of document.querySelectorAll("[data-passkey-trouble]")) {
      words.hidden = false;
    }
  });
}
