// Makes what stands on the page like what the server says, touching only what differs: the focus stays, a press that
// has begun is not lost, what was opened stays open, what was typed stays typed.

/** Make the children of an element like those of another. Elements with an id are found by it, others by their place. */
export function morph(parent, fresh) {
  const known = new Map([...parent.children].filter((child) => child.id).map((child) => [child.id, child]));
  let at = parent.firstChild;
  for (const child of [...fresh.childNodes]) {
    const same = child.id ? known.get(child.id) : isLike(at, child) && at;
    if (!same) {
      parent.insertBefore(child, at);
      continue;
    }
    if (same === at) at = at.nextSibling;
    else parent.insertBefore(same, at);
    patch(same, child);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function isLike(old, child) {
  return old && !old.id && old.nodeName === child.nodeName;
}

function patch(old, child) {
  if (old.isEqualNode(child) || old.nodeName === "DIALOG") return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.data = child.data;
    return;
  }
  for (const { name } of [...old.attributes]) if (!child.hasAttribute(name) && !isState(old, name)) old.removeAttribute(name);
  for (const { name, value } of child.attributes) if (old.getAttribute(name) !== value && !isState(old, name)) old.setAttribute(name, value);
  morph(old, child);
}

function isState(element, name) {
  return name === "open" && element.nodeName === "DETAILS";
}
