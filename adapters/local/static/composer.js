// The writing box: Enter sends, Shift and Enter begins a line, the arrow up changes the last message, Escape leaves it.

/** Make a writing box quick to use with the keyboard. */
export function writeIn(form) {
  const box = form.elements.text;
  box.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey && box.value.trim()) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Enter" && !event.shiftKey && !box.value.trim()) {
      event.preventDefault();
    } else if (event.key === "ArrowUp" && box.value === "" && form.id === "composer") {
      changeLast(event);
    } else if (event.key === "Escape" && form.querySelector(".mark a")) {
      location.assign(form.querySelector(".mark a").href);
    }
  });
  const mayFocus = matchMedia("(hover: hover)").matches && !document.querySelector("dialog") && !location.hash;
  if (mayFocus && form.id === (document.getElementById("answer") ? "answer" : "composer")) {
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }
}

function changeLast(event) {
  const mine = [...document.querySelectorAll("#lines [data-mine] .tools a[href*='edit=']")].at(-1);
  if (!mine) return;
  event.preventDefault();
  location.assign(mine.href);
}
