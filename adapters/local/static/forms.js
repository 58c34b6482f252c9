// Sends the page's own forms without leaving the page. The server does the same with them either way.

import { fetchParts } from "./parts.js";

const problem = document.getElementById("problem");

/** Take over every form that changes something. */
export function sendFormsQuietly() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    event.preventDefault();
    send(form, event.submitter);
  });
}

async function send(form, submitter) {
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  const body = new URLSearchParams(new FormData(form, submitter));
  try {
    const headers = { accept: "application/json" };
    const response = await fetch(form.action, { method: "POST", body, headers });
    const answer = await response.json().catch(() => ({}));
    problem.textContent = response.ok ? "" : answer.problem ?? "That did not work. Please reload the page.";
    if (response.ok) await done(form, body);
  } catch {
    problem.textContent = "The workspace does not answer. Nothing was sent; your text is still here.";
  } finally {
    delete form.dataset.busy;
  }
}

async function done(form, body) {
  if (body.get("act") === "hints") document.getElementById("tour")?.remove();
  if (body.get("act") === "edit") {
    location.assign(form.querySelector(".mark a").href);
    return;
  }
  if (form.classList.contains("composer")) {
    form.elements.text.value = "";
    form.elements.text.dispatchEvent(new Event("input"));
  }
  form.closest("details.help")?.removeAttribute("open");
  await fetchParts();
  const newest = form.closest(".chat, .pane")?.querySelector(".scroll");
  if (newest && form.matches(".composer, .help form")) newest.scrollTop = 0;
}
