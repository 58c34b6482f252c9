// Forms of the bot as real dialogs: the focus stays inside, Escape puts them away, and it returns to where it was.

const place = document.getElementById("dialog");
const app = document.getElementById("app");
let opener = null;

/** Open the dialog that came with the page, and those that come later. */
export function manageDialog() {
  open();
  new MutationObserver(open).observe(place, { childList: true });
}

function open() {
  const dialog = place.querySelector("dialog");
  app.inert = false;
  if (!dialog) return giveBack();
  if (dialog.matches(":modal")) return;
  if (document.activeElement !== document.body) opener = document.activeElement;
  dialog.removeAttribute("open");
  dialog.showModal();
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    const form = dialog.querySelector("form");
    form.requestSubmit(form.querySelector("[value=cancel]"));
  });
}

function giveBack() {
  if (document.activeElement !== document.body) return;
  const box = document.querySelector("#answer-text, #composer-text");
  (opener?.isConnected ? opener : box).focus();
  opener = null;
}
