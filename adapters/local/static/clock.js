// Lets the simulated time pass on the screen between two looks at the server.

let at = 0;
let since = 0;

/** Show the passing time; look for news when the clock passes what comes next. */
export function tick(refresh) {
  rebase();
  document.addEventListener("parts", rebase);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  setInterval(show, calm ? 1000 : 250);
  setInterval(() => document.getElementById("face").hasAttribute("data-still") || refresh(), 15000);
}

function rebase() {
  at = Date.parse(document.getElementById("face").getAttribute("datetime"));
  since = performance.now();
}

function show() {
  const face = document.getElementById("face");
  if (face.hasAttribute("data-still")) return;
  const now = new Date(at + (performance.now() - since) * Number(face.dataset.speed));
  write(face.querySelector("strong"), inZone(now, face.dataset.zone));
  write(document.getElementById("utc"), now.toISOString().slice(11, 16));
}

function inZone(now, timeZone) {
  const options = { timeZone, weekday: "short", day: "numeric", month: "short", year: "numeric" };
  const day = new Intl.DateTimeFormat("en-GB", options).format(now).replace(",", "");
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(now);
  return `${day}, ${time}`;
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
