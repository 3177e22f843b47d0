// A drag over the bars of a picture narrows down to their days, as a click on one bar does.
import { go } from "./asking.js";

let first = null; // the bar where a drag began

document.addEventListener("pointerdown", (pressed) => {
  first = pressed.button === 0 ? pressed.target.closest(".bi-histogram li") : null;
});

document.addEventListener("pointermove", (moved) => {
  if (first) paint(between(first, barUnder(moved)));
});

document.addEventListener("pointerup", (left) => {
  const bars = first ? between(first, barUnder(left)) : [];
  const link = first?.parentElement.querySelector("a");
  paint([]);
  first = null;
  if (bars.length < 2 || !link) return;
  const narrowed = new URLSearchParams(link.getAttribute("href"));
  narrowed.set("after", bars[0].dataset.first);
  narrowed.set("before", bars.at(-1).dataset.last);
  go(`?${narrowed}`, "view");
});

document.addEventListener("pointercancel", () => {
  paint([]);
  first = null;
});

// The browser would take the link along instead.
document.addEventListener("dragstart", (begun) => {
  if (begun.target.closest(".bi-histogram")) begun.preventDefault();
});

// Return the bar above which a hand is, wherever it is above or below the picture.
function barUnder({ clientX }) {
  const bars = [...first.parentElement.children];
  return bars.findLast((bar) => bar.getBoundingClientRect().left <= clientX) ?? bars[0];
}

function between(one, other) {
  const bars = [...one.parentElement.children];
  const [from, to] = [bars.indexOf(one), bars.indexOf(other)].sort((a, b) => a - b);
  return bars.slice(from, to + 1);
}

function paint(bars) {
  for (const bar of document.querySelectorAll(".bi-brushed")) bar.classList.remove("bi-brushed");
  if (bars.length > 1) for (const bar of bars) bar.classList.add("bi-brushed");
}
