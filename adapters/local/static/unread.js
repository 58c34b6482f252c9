// What the reader has seen: the count in the title, the marks on the server, and new messages said aloud.

import { page } from "./parts.js";

let announced = newest("#lines");

/** Keep the count in the title and tell the server what was read. */
export function keepCount() {
  document.addEventListener("parts", ({ detail }) => {
    announce();
    const shown = document.hidden ? detail.unread : readNow(detail);
    document.title = shown ? `(${shown}) ${page.title}` : page.title;
  });
  document.addEventListener("visibilitychange", () => document.hidden || markRead());
  document.querySelector(".people a[aria-current]")?.scrollIntoView({ block: "nearest" });
}

function readNow(detail) {
  const here = document.querySelector(`#channels [aria-current] .count`);
  if (here || document.querySelector(".thread-link .count")) markRead();
  return detail.unread;
}

function markRead() {
  const thread = new URLSearchParams(location.search).get("thread");
  mark(page.channel, newest("#lines"));
  if (thread) mark(`thread:${thread}`, newest("#thread"));
}

function mark(scope, seq) {
  if (!seq) return;
  fetch(`/api/people/${encodeURIComponent(page.person)}/read`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-kith-token": page.token },
    body: JSON.stringify({ scope, seq }),
  });
}

function newest(list) {
  return Number([...document.querySelectorAll(`${list} [data-seq]`)].at(-1)?.dataset.seq ?? 0);
}

function announce() {
  const fresh = [...document.querySelectorAll("#lines [data-seq]:not([data-mine])")].filter(
    (message) => Number(message.dataset.seq) > announced,
  );
  announced = Math.max(announced, newest("#lines"));
  if (!fresh.length) return;
  const last = fresh.at(-1);
  const words = last.querySelector("h3, .words")?.textContent.trim().slice(0, 120) ?? "";
  const many = fresh.length > 1 ? `${fresh.length} new messages. ` : "";
  document.getElementById("announcer").textContent = `${many}${last.querySelector(".author").textContent}: ${words}`;
}
