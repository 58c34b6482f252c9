// What is new: the count in the title and on the tab of a small screen, and new messages said aloud.

import { page } from "./parts.js";

let announced = newest();

/** Keep the counts, and look again when the reader comes back. */
export function keepCount(refresh) {
  document.addEventListener("parts", ({ detail }) => {
    announce();
    document.title = detail.unread ? `(${detail.unread}) ${page.title}` : page.title;
    const tab = document.getElementById("unread");
    tab.textContent = detail.unread;
    tab.hidden = !detail.unread;
  });
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
  document.querySelector(".people a[aria-current]")?.scrollIntoView({ block: "nearest" });
}

function newest() {
  return Number([...document.querySelectorAll("#lines [data-seq]")].at(-1)?.dataset.seq ?? 0);
}

function announce() {
  const fresh = [...document.querySelectorAll("#lines [data-seq]:not([data-mine])")].filter(
    (message) => Number(message.dataset.seq) > announced,
  );
  announced = Math.max(announced, newest());
  if (!fresh.length) return;
  const last = fresh.at(-1);
  const words = last.querySelector("h3, .words, .text")?.textContent.trim().slice(0, 120) ?? "";
  const many = fresh.length > 1 ? `${fresh.length} new messages. ` : "";
  document.getElementById("announcer").textContent = `${many}${last.querySelector(".author").textContent}: ${words}`;
}
