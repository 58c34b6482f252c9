// Forms of the bot as real dialogs: the focus stays inside, Escape puts them away.

const place = document.getElementById("dialog");
const app = document.getElementById("app");

/** Open the dialog that came with the page, and those that come later. */
export function manageDialog() {
  open();
  new MutationObserver(open).observe(place, { childList: true });
}

function open() {
  const dialog = place.querySelector("dialog");
  app.inert = false;
  if (!dialog) {
    if (document.activeElement === document.body) document.querySelector("#answer-text, #composer-text").focus();
    return;
  }
  if (dialog.matches(":modal")) return;
  dialog.removeAttribute("open");
  dialog.showModal();
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    const form = dialog.querySelector("form");
    form.requestSubmit(form.querySelector("[value=cancel]"));
  });
}
