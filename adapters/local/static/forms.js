// Sends the page's own forms without leaving the page. The server does the same with them either way.

import { fetchParts } from "./parts.js";

const problem = document.getElementById("problem");

/** Take over every form that changes something. */
export function sendFormsQuietly() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method") !== "post" || event.defaultPrevented) return;
    event.preventDefault();
    send(form, event.submitter);
  });
}

async function send(form, submitter) {
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  const address = form.getAttribute("action"); // not form.action: a button of that name stands before it
  const body = new URLSearchParams(new FormData(form, submitter));
  try {
    const headers = { accept: "application/json" };
    const response = await fetch(address, { method: "POST", body, headers });
    const answer = await response.json().catch(() => ({}));
    problem.textContent = response.ok ? "" : answer.problem ?? "That did not work. Please reload the page.";
    if (response.ok) await done(form, body, address);
  } catch {
    problem.textContent = "The workspace does not answer. Nothing was sent; your text is still here.";
  } finally {
    delete form.dataset.busy;
  }
}

async function done(form, body, address) {
  if (body.get("act") === "edit") return location.assign(form.querySelector(".mark a").href);
  if (new URL(address, location.href).pathname !== location.pathname) return location.assign(address);
  if (form.matches(":popover-open")) form.hidePopover();
  if (form.classList.contains("composer")) {
    form.elements.text.value = "";
    form.elements.text.dispatchEvent(new Event("input"));
  }
  form.closest("details.help, details.menu")?.removeAttribute("open");
  await fetchParts();
  const newest = form.closest(".chat, .pane")?.querySelector(".scroll");
  if (newest && form.matches(".composer, .help form")) newest.scrollTop = 0;
}
