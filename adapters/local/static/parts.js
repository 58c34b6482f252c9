// Looks up what changed and puts it in its place; what did not change is left alone, with its focus and its state.

const LISTS = ["lines", "thread", "people", "channels", "plan"];
const BOXES = ["clock", "moves", "tour", "dialog"];
const PAUSE = 150;

export const page = document.body.dataset;
let line = Number(page.line);
let waiting = 0;
let again = false;

/** Fetch the page's parts soon; many calls in a row become one. */
export function refresh() {
  if (waiting) {
    again = true;
    return;
  }
  waiting = setTimeout(async () => {
    again = false;
    await fetchParts().catch(() => {});
    waiting = 0;
    if (again) refresh();
  }, PAUSE);
}

/** Fetch the page's parts now. */
export async function fetchParts() {
  const address = new URL(location.pathname + "/parts" + location.search, location.origin);
  address.searchParams.set("line", newLineAfter());
  if (!document.hidden) address.searchParams.set("seen", "yes");
  const response = await fetch(address, { headers: { accept: "application/json" } });
  if (!response.ok) return;
  const parts = await response.json();
  for (const name of LISTS) putList(document.getElementById(name), parts[name]);
  for (const name of BOXES) putBox(document.getElementById(name), parts[name]);
  document.dispatchEvent(new CustomEvent("parts", { detail: parts }));
}

/** Everything is new after this: nothing while the reader looks on, else what came since they looked away. */
function newLineAfter() {
  if (!document.getElementById("new-line")) {
    const seen = [...document.querySelectorAll("#lines [data-seq]")].at(-1)?.dataset.seq;
    line = document.hidden ? Number(seen ?? line) : Number.MAX_SAFE_INTEGER;
    if (document.hidden) return String(line || 1);
  }
  return String(line || 1);
}

function putList(list, html) {
  if (!list) return;
  const fresh = parsed(html);
  const focused = focusIn(list);
  const known = new Map([...list.children].map((child) => [child.id, child]));
  const next = [...fresh.children].map((child) => kept(known.get(child.id), child));
  list.replaceChildren(...next);
  giveFocus(list, focused);
}

function kept(old, child) {
  if (!old) return child;
  const open = [...old.querySelectorAll("details")].map((details) => details.open);
  child.querySelectorAll("details").forEach((details, index) => (details.open = open[index] ?? false));
  return old.isEqualNode(child) ? old : child;
}

function putBox(box, html) {
  if (!box || box.dataset.html === html) return;
  const fresh = parsed(html);
  const old = box.querySelector("[data-id]")?.dataset.id;
  box.dataset.html = html;
  if (old && old === fresh.querySelector("[data-id]")?.dataset.id) return;
  const focused = focusIn(box);
  box.replaceChildren(...fresh.childNodes);
  giveFocus(box, focused);
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

function focusIn(box) {
  const at = document.activeElement;
  return at && box.contains(at) && at !== box ? signOf(at) : null;
}

function giveFocus(box, sign) {
  if (!sign || box.contains(document.activeElement)) return;
  [...box.querySelectorAll("a, button, select, summary, input, textarea")].find((found) => signOf(found) === sign)?.focus();
}

function signOf(element) {
  const item = element.closest("li[id]")?.id ?? "";
  const value = element.tagName === "BUTTON" && !["play", "pause"].includes(element.value) ? element.value : "";
  return [item, element.tagName, element.name ?? "", value, element.getAttribute("href") ?? ""].join(" ");
}
