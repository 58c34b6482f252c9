// Lets the simulated time pass on the screen between two looks at the server, and offers the next noon to jump to.

let at = 0;
let since = 0;

/** Show the passing time; look for news when the clock passes what comes next. */
export function tick(refresh) {
  rebase();
  document.addEventListener("parts", rebase);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  setInterval(show, calm ? 1000 : 250);
  setInterval(() => document.getElementById("face").hasAttribute("data-still") || refresh(), 15000);
  document.getElementById("until-box")?.addEventListener("beforetoggle", offerNoon);
}

function rebase() {
  at = Date.parse(document.getElementById("face").getAttribute("datetime"));
  since = performance.now();
}

function now() {
  const face = document.getElementById("face");
  const passed = face.hasAttribute("data-still") ? 0 : (performance.now() - since) * Number(face.dataset.speed);
  return new Date(at + passed);
}

function show() {
  const face = document.getElementById("face");
  if (face.hasAttribute("data-still")) return;
  write(face.querySelector("strong"), spoken(inZone(now(), face.dataset.zone)));
  write(document.getElementById("utc"), now().toISOString().slice(11, 16));
}

function inZone(moment, timeZone) {
  const options = { timeZone, weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  const numbers = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" };
  const read = (form) => Object.fromEntries(new Intl.DateTimeFormat("en-GB", form).formatToParts(moment).map((part) => [part.type, part.value]));
  return { ...read(options), date: read(numbers) };
}

function spoken({ weekday, day, month, hour, minute }) {
  return `${weekday} ${day} ${month}, ${hour}:${minute}`;
}

function offerNoon(event) {
  if (event.newState !== "open") return;
  const input = document.getElementById("until");
  const { hour, minute, date } = inZone(now(), document.getElementById("face").dataset.zone);
  const today = `${date.year}-${date.month}-${date.day}`;
  input.min = `${today}T${hour}:${minute}`;
  if (input.value > input.min) return;
  const noon = new Date(Date.parse(`${today}T12:00Z`) + (Number(hour) < 12 ? 0 : 86400000));
  input.value = noon.toISOString().slice(0, 16);
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
