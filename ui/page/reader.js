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
  if (cause !== "close" || !opener) return;
  const same = document.querySelector(`a[href="${CSS.escape(opener.getAttribute("href"))}"]`);
  (opener.isConnected ? opener : same)?.focus();
  opener = null;
}

// While a page is being laid out, what was scrolled to may move away again.
function keepRevealed(place) {
  const pane = $("#bi-reader");
  reveal($("mark", place), pane);
  for (const wait of [50, 300, 1000, 2000])
    setTimeout(() => {
      const mark = $("mark", place);
      if (mark && !isOnScreen(mark)) reveal(mark, pane);
    }, wait);
}

function reveal(mark, pane) {
  if (!mark) {
    pane.scrollTo({ top: 0 });
    return;
  }
  const offset = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTo({ top: pane.scrollTop + offset - pane.clientHeight / 3 });
  if (!isOnScreen(mark)) mark.scrollIntoView({ block: "center" });
}

function isOnScreen(mark) {
  const { top, bottom } = mark.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
