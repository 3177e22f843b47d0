// The reader beside the view: an article with its marked words where the eye is.
import { $, parsed, placeOf, say } from "./view.js";

let opener = null; // what the reader was opened from, to go back to

export function remember(link) {
  opener = link;
}

export async function showReader(html, cause) {
  const place = await placeOf("article");
  place.replaceChildren(parsed(html));
  const article = $(".bi-reader", place);
  document.body.classList.add("bi-reading");
  if (cause === "read") {
    $("#bi-reader-title", article)?.focus({ preventScroll: true });
    say(article.dataset.title ? `Opened: ${article.dataset.title}` : "");
  }
  keepRevealed(place);
  return true;
}

export async function emptyReader(cause) {
  (await placeOf("article")).replaceChildren();
  document.body.classList.remove("bi-reading");
  if ((cause !== "close" && cause !== "back") || !opener) return;
  const same = document.querySelector(`a[href="${CSS.escape(opener.getAttribute("href"))}"]`);
  (opener.isConnected ? opener : same)?.focus({ preventScroll: cause === "back" });
  opener = null;
}

// While a page is being laid out, what was scrolled to may move away again.
function keepRevealed(place) {
  const pane = $("#bi-reader");
  reveal($("mark", place), pane);
  for (const wait of [50, 300, 1000, 2000])
    setTimeout(() => {
      const mark = $("mark", place);
      if (mark && !isWithin(mark, pane)) reveal(mark, pane);
    }, wait);
}

// Only the pane is scrolled: the view beside it stays where the eye was.
function reveal(mark, pane) {
  const top = mark ? pane.scrollTop + below(mark, pane) - pane.clientHeight / 3 : 0;
  pane.scrollTo({ top });
}

function isWithin(mark, pane) {
  return below(mark, pane) + mark.offsetHeight > 0 && below(mark, pane) < pane.clientHeight;
}

// A pane that sticks to the top may not be there yet, so that nothing is measured from the window.
function below(mark, pane) {
  return mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
}
