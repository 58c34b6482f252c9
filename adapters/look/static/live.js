// The live line: the server says that something changed, the page looks it up. It mends itself after a restart.

/** Listen for changes at an address. */
export function listen(address, refresh) {
  const source = new EventSource(address);
  source.addEventListener("changed", refresh);
  source.addEventListener("open", () => {
    document.querySelector("body > .offline")?.remove();
    refresh();
  });
  source.addEventListener("error", () => {
    if (!document.querySelector("body > .offline")) {
      document.body.append(document.getElementById("no-line").content.cloneNode(true));
    }
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(address, refresh), 2000);
  });
  addEventListener("pagehide", () => source.close());
}
