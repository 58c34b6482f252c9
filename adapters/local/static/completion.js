// Completes commands after a slash and people after an @, in a list the keyboard can walk through.

import { page } from "./parts.js";

const MOST = 8;
let known = null;

/** Offer completions in a writing box. */
export function completeIn(form) {
  const box = form.elements.text;
  const list = makeList(form);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.addEventListener("input", () => offer(box, list));
  box.addEventListener("blur", () => setTimeout(() => close(box, list), 150));
  box.addEventListener("keydown", (event) => walk(event, box, list), { capture: true });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => take(event.target.closest("li"), box, list));
}

function makeList(form) {
  const list = document.createElement("ul");
  list.id = `${form.id}-completion`;
  list.className = "completion";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Completions");
  form.append(list);
  return list;
}

async function offer(box, list) {
  const before = box.value.slice(0, box.selectionStart);
  if (!/^\/|(^|\s)@[\w-]*$/.test(before)) return close(box, list);
  known ??= fetch(`/api/people/${page.person}/commands`).then((response) => response.json());
  const found = matching(before, await known).slice(0, MOST);
  if (box.value.slice(0, box.selectionStart) !== before) return;
  list.replaceChildren(...found.map((choice, index) => item(choice, index, list)));
  list.hidden = found.length === 0;
  choose(box, list, 0);
}

function matching(before, { commands, people }) {
  const name = before.match(/(?:^|\s)@([\w-]*)$/);
  if (name) return people.filter((person) => fits(person, name[1])).map((person) => asChoice(person, name[1]));
  const words = before.slice(1).toLowerCase();
  const typed = commands.find((command) => words.startsWith(`${command.name} `));
  if (typed) return parameterOf(typed, words.slice(typed.name.length + 1));
  const near = commands.filter((command) => command.name.split(" ").some((word) => word.startsWith(words)));
  const exact = commands.filter((command) => command.name.startsWith(words));
  return [...new Set([...exact, ...near])].map((command) => ({
    insert: `/${command.name}${command.parameters.length ? " " : ""}`,
    replace: before.length,
    label: command.usage,
    hint: command.summary,
  }));
}

function parameterOf(command, words) {
  const next = command.parameters[words.split(/\s+/).length - 1];
  if (!next) return [];
  const label = next.is_required ? next.name : `${next.name} (optional)`;
  return [{ insert: "", replace: 0, label, hint: next.hint }];
}

function fits(person, typed) {
  const words = [person.id, ...person.name.split(" ")];
  return words.some((word) => word.toLowerCase().startsWith(typed.toLowerCase()));
}

function asChoice(person, typed) {
  return { insert: `@${person.id} `, replace: typed.length + 1, label: `@${person.id}`, hint: person.name };
}

function item(choice, index, list) {
  const line = document.createElement("li");
  const hint = Object.assign(document.createElement("span"), { className: "quiet", textContent: choice.hint });
  line.append(Object.assign(document.createElement("b"), { textContent: choice.label }), hint);
  line.id = `${list.id}-${index}`;
  line.setAttribute("role", "option");
  Object.assign(line.dataset, { insert: choice.insert, replace: choice.replace });
  return line;
}

function walk(event, box, list) {
  if (list.hidden || event.isComposing) return;
  const at = [...list.children].findIndex((line) => line.getAttribute("aria-selected") === "true");
  const line = list.children[at];
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) choose(box, list, (at + moves[event.key] + list.children.length) % list.children.length);
  else if (event.key === "Escape") close(box, list);
  else if (event.key === "Tab" && !event.shiftKey && line?.dataset.insert) take(line, box, list);
  else if (event.key === "Enter" && wouldChange(line, box)) take(line, box, list);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function wouldChange(line, box) {
  return line?.dataset.insert && box.value.trimEnd() !== line.dataset.insert.trimEnd() && !box.value.endsWith(" ");
}

function choose(box, list, index) {
  [...list.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === index)));
  const line = list.children[index];
  if (!line) return close(box, list);
  box.setAttribute("aria-activedescendant", line.id);
  line.scrollIntoView({ block: "nearest" });
}

function take(line, box, list) {
  if (!line?.dataset.insert) return;
  const start = box.selectionStart - Number(line.dataset.replace);
  box.setRangeText(line.dataset.insert, start, box.selectionStart, "end");
  close(box, list);
  box.dispatchEvent(new Event("input"));
}

function close(box, list) {
  list.hidden = true;
  box.removeAttribute("aria-activedescendant");
}
