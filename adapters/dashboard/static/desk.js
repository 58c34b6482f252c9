// What the desk does beyond links and forms: it keeps a page up to date, and lets people be dragged onto a group.

import { morph } from "/static/look/morph.js";
import { listen } from "/static/look/live.js";

const PAUSE = 3000;
/** Where the page can be looked up again; nowhere if it answers something that was sent. */
const path = document.body.dataset.path;
const main = document.getElementById("main");
let waiting = 0;

/** Look the page up soon; many changes in a row are one look. */
function soon() {
  if (!waiting) waiting = setTimeout(() => void look().finally(() => (waiting = 0)), PAUSE);
}

async function look() {
  if (document.hidden) return;
  const answer = await fetch(path, { headers: { "x-kith-refresh": "yes" } });
  if (answer.status === 401) location.assign("/");
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
  if (isBusy()) offer(fresh);
  else show(fresh);
}

/** Whether somebody is in the middle of something that a new page would take from under their hands. */
function isBusy() {
  const boxes = [...main.querySelectorAll("input:not([type=hidden]), textarea, select")];
  return boxes.some((box) => isChanged(box) || box === document.activeElement);
}

function isChanged(box) {
  if (box.nodeName === "SELECT") return [...box.options].some((option) => option.selected !== option.defaultSelected && option.index > 0);
  return box.type === "checkbox" || box.type === "radio" ? box.checked !== box.defaultChecked : box.value !== box.defaultValue;
}

function offer(fresh) {
  document.querySelector("body > .changed")?.remove();
  if (main.isEqualNode(fresh) || text(main) === text(fresh)) return;
  const notice = document.getElementById("changed").content.firstElementChild.cloneNode(true);
  notice.classList.add("changed");
  notice.querySelector("button").addEventListener("click", () => {
    notice.remove();
    show(fresh);
  });
  document.body.append(notice);
}

function show(fresh) {
  if (text(main) !== text(fresh)) morph(main, fresh);
}

/** What there is to read; seals differ at every look. */
function text(element) {
  return element.textContent.replace(/\s+/g, " ");
}

addEventListener("dragstart", (event) => {
  const box = event.target.closest?.("[draggable]")?.querySelector("input");
  if (box) event.dataTransfer.setData("text/plain", box.value);
});
addEventListener("dragover", (event) => {
  if (event.target.closest?.("[data-to]")) event.preventDefault();
});
addEventListener("drop", (event) => {
  const to = event.target.closest?.("[data-to]")?.dataset.to;
  const form = document.getElementById("move");
  const who = event.dataTransfer.getData("text/plain");
  const box = [...document.querySelectorAll("[data-to] input")].find((each) => each.value === who);
  if (!to || !form || !box) return;
  event.preventDefault();
  if (!box.checked) for (const each of document.querySelectorAll("[data-to] input")) each.checked = each === box;
  form.elements["value-to"].value = to;
  form.requestSubmit();
});

if (path) listen("/live", soon);
