// The address says what is shown: ask the server for it, and show it as it comes.
import { emptyReader, showReader } from "./reader.js";
import { placeOf, showFailure, showView } from "./view.js";

// What in an address is about the article that is open beside the view.
const OF_THE_READER = ["article", "revision", "start", "end", "against"];

// A server that was lost for a moment is asked again after so long, before anybody is told.
const AGAIN_MS = 1000;

let view = null; // what the view shows, or will: an address without what is open beside it
let article = null; // the same for the reader
const coming = { view: null, article: null }; // what can be given up

// Go to a link; `cause` says what the person did: view, follow, read or close. A question that is
// asked there is answered anew if things have changed; else the answer is shown that was given.
export function go(link, cause, isAsked = false) {
  const isHere = new URL(link, document.baseURI).search === location.search;
  if (!isHere) history.pushState(null, "", link);
  if (isAsked || (isHere && cause === "view")) view = null;
  ask(cause, isAsked);
}

// Ask for what the address says and is not on the page yet.
export async function ask(cause, isAsked = false) {
  const given = new URLSearchParams(location.search);
  const opened = given.get("article") ? location.search : "";
  for (const name of OF_THE_READER) given.delete(name);
  const wanted = `?${given}`, top = history.state?.top ?? 0;
  const anew = isAsked ? "&anew=1" : "";
  const isOther = { view: wanted !== view, article: opened !== article };
  if (!opened) close(cause);
  view = wanted;
  article = opened;
  await Promise.all([
    isOther.view && bring("view", `shown/view${wanted}${anew}`, (html) => showView(html, wanted, cause, top)),
    isOther.article && opened && bring("article", `shown/reader${opened}`, (html) => showReader(html, cause)),
  ]);
}

// Ask for the view once more: something has changed.
export function askAnew() {
  view = null;
  return ask("again");
}

function close(cause) {
  coming.article?.abort();
  coming.article = null;
  if (article) emptyReader(cause);
  tellIfBusy();
}

// Bring what a link leads to, in place of what was on its way there; `show` returns whether it is
// whole.
async function bring(part, link, show) {
  coming[part]?.abort();
  const mine = new AbortController();
  coming[part] = mine;
  tellIfBusy();
  for (const wait of [0, AGAIN_MS]) {
    if (wait) await new Promise((done) => { setTimeout(done, wait); });
    if (mine.signal.aborted || await brought(part, link, show, mine.signal)) break;
    if (wait) showFailure(part);
  }
  if (coming[part] !== mine) return;
  coming[part] = null;
  tellIfBusy();
}

async function brought(part, link, show, signal) {
  try {
    await placeOf(part);
    let isWhole = false;
    for await (const html of lines(link, signal)) isWhole = show(html);
    return isWhole;
  } catch (error) {
    if (!signal.aborted) console.warn(`${link} did not come: ${error.message}`);
    return signal.aborted;
  }
}

// Each line is a text in JSON; of several that came at once, the last is what is to be shown.
async function* lines(link, signal) {
  const response = await fetch(link, { signal });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  for (;;) {
    const { done, value } = await pieces.read();
    if (done || signal.aborted) return;
    const whole = (held + value).split("\n");
    held = whole.pop();
    if (whole.length) yield JSON.parse(whole.at(-1));
  }
}

function tellIfBusy() {
  document.body?.classList.toggle("bi-busy", Boolean(coming.view || coming.article));
}

// Where the eye was is kept with each address, so that back leads to it.
history.scrollRestoration = "manual";
addEventListener("scrollend", () => history.replaceState({ top: scrollY }, ""));
addEventListener("popstate", () => ask("back"));
