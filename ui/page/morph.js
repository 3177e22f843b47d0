// Let what is on the page become what it is to be, and leave alone what is the same: who reads,
// types, has something selected or unfolded is not disturbed.

// Of the same kind are nodes with one name and, where they have any, one id or headline.
function kind(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeName;
  return [node.nodeName, node.id, node.getAttribute("aria-labelledby")].join(" ");
}

// Give an element the children of another, which is used up.
export function become(element, wanted) {
  let here = element.firstChild;
  for (const node of [...wanted.childNodes]) {
    let same = here;
    while (same && kind(same) !== kind(node)) same = same.nextSibling;
    if (!same) {
      element.insertBefore(node, here);
      continue;
    }
    while (here !== same) here = taken(element, here);
    here = same.nextSibling;
    if (same.isEqualNode(node)) continue;
    if (same.nodeType !== Node.ELEMENT_NODE) same.nodeValue = node.nodeValue;
    else {
      takeAttributes(same, node);
      become(same, node);
    }
  }
  while (here) here = taken(element, here);
}

// Take a node out, and return the one after it.
function taken(element, node) {
  const next = node.nextSibling;
  element.removeChild(node);
  return next;
}

function takeAttributes(element, wanted) {
  for (const { name } of [...element.attributes])
    if (!wanted.hasAttribute(name) && name !== "open") element.removeAttribute(name);
  for (const { name, value } of wanted.attributes)
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
