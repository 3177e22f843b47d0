// What hands do: links and forms change the address, keys lead about.
import { go } from "./asking.js";
import { remember } from "./reader.js";
import { $, hasKeys, say } from "./view.js";

// What need not stand in an address.
const USUAL = { view: "ask", mode: "hybrid", sort: "relevance" };

document.addEventListener("click", (click) => {
  const link = click.target.closest("a[data-go]");
  const skips = click.target.closest("[data-skip]");
  const copied = click.target.closest("[data-copy], [data-copy-link]");
  if (link && click.button === 0 && !click.metaKey && !click.ctrlKey && !click.shiftKey) {
    click.preventDefault();
    follow(link);
  } else if (copied) {
    copy(copied, "copyLink" in copied.dataset ? location.href : copied.dataset.copy);
  } else if (skips) {
    click.preventDefault();
    skip(skips.hash);
  }
});

// Go to a part of the page; to the view by its box, or where it has none by its headline.
function skip(part) {
  const place = part === "#bi-view" ? $("#bi-q") || $("#bi-view h1") : $(part);
  if (!place) return;
  if (!place.matches("input")) place.tabIndex = -1;
  place.focus();
}

function follow(link) {
  const href = link.getAttribute("href");
  const opens = new URLSearchParams(href).get("article");
  if (opens && link.closest("#bi-view")) remember(link);
  go(href, "close" in link.dataset ? "close" : opens ? "read" : "view", "anew" in link.dataset);
}

document.addEventListener("submit", (submitted) => {
  const form = submitted.target.closest("form[data-go]");
  if (!form) return;
  submitted.preventDefault();
  const given = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const text = value.trim();
    if (text && text !== USUAL[name]) given.append(name, text);
  }
  if (!hasKeys()) document.activeElement.blur(); // the keys on the screen would hide the answer
  go(`?${given}`, form.classList.contains("bi-follow") ? "follow" : "view", true);
});

document.addEventListener("change", (changed) => {
  const form = changed.target.closest("form[data-go]");
  if (form && changed.target.type === "radio" && $("#bi-q", form).value.trim()) form.requestSubmit();
});

document.addEventListener("keydown", (key) => {
  const isTyping = key.target.closest("input, textarea, select, [contenteditable]");
  const box = $("#bi-q") || $("#bi-then");
  if (key.key === "/" && !isTyping && box) {
    key.preventDefault();
    box.focus();
    box.select();
  } else if (key.key === "Escape") {
    const card = $(".bi-cite:hover, .bi-cite:focus-within");
    if (card && !card.classList.contains("bi-dismissed")) card.classList.add("bi-dismissed");
    else if (!isTyping) $("[data-close]")?.click();
  }
});

// A card that was sent away comes back the next time.
for (const leaving of ["pointerout", "focusout"]) {
  document.addEventListener(leaving, (left) => {
    const card = left.target.closest(".bi-cite");
    if (card && !card.contains(left.relatedTarget)) card.classList.remove("bi-dismissed");
  });
}

async function copy(button, text) {
  button.dataset.label ??= button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
    say("Copied");
  } catch {
    button.textContent = "The browser does not let copy";
  }
  setTimeout(() => { button.textContent = button.dataset.label; }, 2000);
}
