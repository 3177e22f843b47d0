// The view on the page: what it shows, what a screen reader says of it, and where the eye goes.
import { become } from "./morph.js";

const PLACES = { view: "#bi-view [data-place]", article: "#bi-reader [data-place]" };

export const $ = (selector, from = document) => from.querySelector(selector);

let shown = null; // the address whose view is on the page, whole or not
let isLeft = true; // whether nobody has done anything since it came

// Return where a part of the page goes, as soon as Gradio has made room for it.
export function placeOf(part) {
  return new Promise((found) => {
    const look = () => {
      const place = $(PLACES[part]);
      if (place) {
        watching.disconnect();
        found(place);
      }
    };
    const watching = new MutationObserver(look);
    watching.observe(document.documentElement, { childList: true, subtree: true });
    look();
  });
}

export function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

// Show a view, as far as it has come; return whether that is all of it.
export function showView(html, address, cause, top) {
  const place = $(PLACES.view), isNew = shown !== address;
  if (isNew) for (const folded of place.querySelectorAll("details")) folded.open = false;
  become(place, parsed(html));
  shown = address;
  const root = $(".bi-page", place);
  const { name, title, status } = root.dataset, isWhole = !("pending" in root.dataset);
  document.title = title;
  document.body.dataset.view = name;
  say(status);
  if (isNew) {
    forget(root);
    look(root, cause, top);
  }
  document.dispatchEvent(new CustomEvent("bi-shown", { detail: root }));
  if (isWhole) putFocus(root, cause, top);
  return isWhole;
}

export function showFailure(part) {
  const place = $(PLACES[part]), box = document.createElement("p"), again = document.createElement("button");
  box.className = "bi-message";
  box.setAttribute("role", "alert");
  box.textContent = "Backissue does not answer. If it was stopped, start it again; then ";
  again.type = "button";
  again.className = "bi-again";
  again.textContent = "try again";
  again.addEventListener("click", () => location.reload());
  box.append(again);
  $(".bi-message[role=alert]", place)?.remove();
  place.prepend(box);
}

export function say(text) {
  const status = $("#bi-status");
  if (status) status.textContent = text || "";
}

export const hasKeys = () => !matchMedia("(hover: none)").matches;

document.addEventListener("bi-shown", () => {
  const name = document.body.dataset.view ?? "";
  for (const link of document.querySelectorAll(".bi-masthead a[data-view]")) {
    if (link.dataset.view === name.split("-")[0]) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
});

for (const hand of ["wheel", "touchmove", "pointerdown", "keydown"])
  addEventListener(hand, () => { isLeft = false; }, { passive: true });

// What was typed into another view does not stay.
function forget(root) {
  for (const field of root.querySelectorAll("input")) {
    if (field === document.activeElement) continue;
    field.value = field.defaultValue;
    field.checked = field.defaultChecked;
  }
}

// Begin where the eye was, at the top, or at the question that goes on from others.
function look(root, cause, top) {
  const isAlone = !new URLSearchParams(location.search).get("article");
  const now = $("[data-now]", root);
  if (cause === "load" || cause === "back") scrollTo({ top });
  else if (isAlone && now) now.scrollIntoView();
  else if (isAlone) scrollTo({ top: 0 });
  isLeft = true;
}

// Once all is there: go all the way back to where the eye was, unless a hand has moved meanwhile, or
// let hands that have keys type at once.
function putFocus(root, cause, top) {
  if ((cause === "load" || cause === "back") && isLeft) scrollTo({ top });
  if (!hasKeys()) return;
  const box = $("#bi-q", root), then = $("#bi-then", root);
  if (cause === "follow" && then) then.focus({ preventScroll: true });
  else if (cause === "view" && root.dataset.name.endsWith("-home") && box) box.focus();
}
