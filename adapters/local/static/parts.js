// Looks up what changed and puts it in its place.

import { morph } from "/static/look/morph.js";

const PARTS = ["lines", "thread", "people", "channels", "plan", "clock", "moves", "tour", "dialog"];
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
  for (const name of PARTS) put(document.getElementById(name), parts[name]);
  document.dispatchEvent(new CustomEvent("parts", { detail: parts }));
}

/** Everything is new after this: nothing while the reader looks on, else what came since they looked away. */
function newLineAfter() {
  if (!document.getElementById("new-line")) {
    const seen = [...document.querySelectorAll("#lines [data-seq]")].at(-1)?.dataset.seq;
    line = document.hidden ? Number(seen ?? line) : Number.MAX_SAFE_INTEGER;
  }
  return String(line || 1);
}

function put(place, html) {
  if (!place) return;
  const template = document.createElement("template");
  template.innerHTML = html;
  morph(place, template.content);
}
