// The live line: the server says that something changed, the page looks it up. It mends itself after a restart.

import { page } from "./parts.js";

/** Listen for changes. */
export function listen(refresh) {
  const source = new EventSource(`/api/people/${encodeURIComponent(page.person)}/live`);
  source.addEventListener("changed", refresh);
  source.addEventListener("open", () => {
    document.querySelector("body > .offline")?.remove();
    refresh();
  });
  source.addEventListener("error", () => {
    if (!document.querySelector("body > .offline")) {
      document.body.append(document.getElementById("no-line").content.cloneNode(true));
    }
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(refresh), 2000);
  });
  addEventListener("pagehide", () => source.close());
}
