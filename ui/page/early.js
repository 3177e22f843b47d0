// The page before Gradio has built it: the same frame, which gives way to Gradio's own.
const frame = document.querySelector("#bi-early").content.firstElementChild;

// What is filled from what the server sends: what a screen reader says of the view, too.
const PLACES = "#bi-status, [data-place]";

document.body.prepend(frame);

const watching = new MutationObserver(giveWay);
watching.observe(document.body, { childList: true, subtree: true });

// As soon as Gradio has made room, what is shown or said moves there, with the focus and what was typed.
function giveWay() {
  const places = [...document.querySelectorAll(PLACES)].filter((place) => !frame.contains(place));
  const early = [...frame.querySelectorAll(PLACES)];
  if (places.length < early.length) return;
  watching.disconnect();
  const focused = document.activeElement, { selectionStart, selectionEnd } = focused;
  places.forEach((place, number) => place.replaceChildren(...early[number].childNodes));
  frame.remove();
  document.dispatchEvent(new CustomEvent("bi-shown", { detail: document.querySelector("#bi-view") }));
  if (!focused.closest("[data-place]")) return;
  focused.focus({ preventScroll: true });
  if (selectionStart != null) focused.setSelectionRange(selectionStart, selectionEnd);
}
