// The page's own behaviour: links change the address, and the address says what is shown.
"use strict";

window.backissue = (() => {
  let trigger = null;
  let event = "";
  let turn = 0;
  let asked = ""; // the address that was asked for last
  let shown = null; // the address whose view is on the page, whole
  let seen = 0; // the turn whose view is on the page, whole or not
  let opener = null; // what the reader was opened from, to go back to
  let cause = "load"; // what the person did: load, view, follow, read or close
  let focused = null; // the link that has the focus, though the page is drawn anew
  const unfolded = new Set(); // what was unfolded, likewise

  const likesDark = matchMedia("(prefers-color-scheme: dark)");

  // Gradio loses what it is asked for while it closes the connection of what came before, which is
  // given the time to do so; what is lost all the same is asked for again, each time later.
  const CLOSING_MS = 150;
  const LOST_MS = 4000;
  let patience = LOST_MS;
  let watch = null;
  let came = 0; // when something came last

  const $ = (selector, from = document) => from.querySelector(selector);

  function start(send, name) {
    trigger = send;
    event = name;
    document.title = "Backissue";
    ask(true);
  }

  // Ask for what the address says; the view is left alone where only the reader changes.
  function ask(all) {
    turn += 1;
    patience = LOST_MS;
    asked = location.search;
    document.body.classList.add("bi-busy");
    wishFor({ address: asked, shown: all ? null : shown, turn }, came + CLOSING_MS - performance.now());
  }

  function wishFor(wish, after) {
    clearTimeout(watch);
    watch = setTimeout(() => {
      trigger(event, wish);
      watchOver();
    }, Math.max(0, after));
  }

  // The server knows what it is asked for again: nothing is worked out, or written, twice.
  function watchOver() {
    clearTimeout(watch);
    watch = setTimeout(() => {
      patience *= 2;
      wishFor({ address: asked, shown: null, turn }, 0);
    }, patience);
  }

  function go(link, why) {
    const same = new URL(link, document.baseURI).search === location.search;
    cause = why;
    if (!same) history.pushState(null, "", link);
    ask(why === "view" || why === "follow");
  }

  // Called when Gradio has put something new on the page.
  function arrived(element) {
    came = performance.now();
    if ($("[data-refresh]", element)) ask(true);
    const root = $("[data-turn]", element);
    if (!root) return;
    if (Number(root.dataset.turn) !== turn) {
      // What was asked for before came after, and has taken the place of what is wanted.
      if (!document.body.classList.contains("bi-busy")) ask(true);
      return;
    }
    clearTimeout(watch);
    if ($("[data-pending]")) watchOver();
    if (root.classList.contains("bi-page")) showView(root);
    else showReader(root);
    if (!$("[data-pending]")) document.body.classList.remove("bi-busy");
  }

  function showView(root) {
    const name = root.dataset.name;
    const isPending = "pending" in root.dataset;
    const isNew = seen !== turn;
    shown = isPending ? null : asked;
    seen = turn;
    document.title = root.dataset.title;
    document.body.dataset.view = name;
    for (const link of document.querySelectorAll(".bi-masthead a[data-view]")) {
      if (link.dataset.view === name.split("-")[0]) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    say(root.dataset.status);
    showTheme(root);
    const box = $("#bi-q", root);
    const value = new URLSearchParams(location.search).get("q") || "";
    if (box && document.activeElement !== box) box.value = value;
    if (isNew && cause !== "read") unfolded.clear();
    for (const id of unfolded) {
      const folded = document.getElementById(id);
      if (folded) folded.open = true;
    }
    if (isNew && cause !== "read") focused = null;
    else if (focused && document.activeElement === document.body) {
      const link = $(`a[href="${CSS.escape(focused)}"]`, root);
      if (link) link.focus({ preventScroll: true });
    }
    if (cause !== "view" && cause !== "follow") return;
    const hasKeys = !matchMedia("(hover: none)").matches;
    if (name.endsWith("-home") && box && hasKeys) box.focus();
    const now = $("[data-now]", root);
    const isAlone = !new URLSearchParams(location.search).get("article");
    if (isNew && isAlone && now) now.scrollIntoView();
    else if (isNew && isAlone) scrollTo({ top: 0 });
    if (isPending) return;
    const then = $("#bi-then", root);
    if (cause === "follow" && then && hasKeys) then.focus({ preventScroll: true });
    cause = "";
  }

  function showReader(root) {
    const article = $(".bi-reader", root);
    document.body.classList.toggle("bi-reading", Boolean(article));
    if (article && cause === "read") {
      const title = $("#bi-reader-title", article);
      if (title) title.focus({ preventScroll: true });
      say(article.dataset.title ? `Opened: ${article.dataset.title}` : "");
    }
    if (article && cause !== "close") keepRevealed($("mark", article), $("#bi-reader"));
    if (!article && cause === "close" && opener) {
      const link = document.querySelector(`a[href="${CSS.escape(opener)}"]`);
      if (link) link.focus();
      opener = null;
    }
    if (cause === "read" || cause === "close") cause = "";
  }

  // Scroll the marked words to where eyes are, in the reader's own window.
  function reveal(mark, pane) {
    if (!mark) return pane.scrollTo({ top: 0 });
    const offset = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTo({ top: pane.scrollTop + offset - pane.clientHeight / 3 });
    if (!isOnScreen(mark)) mark.scrollIntoView({ block: "center" });
  }

  function isOnScreen(mark) {
    const { top, bottom } = mark.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  }

  // While a page is being laid out, what was scrolled to may be drawn anew and move away again.
  function keepRevealed(mark, pane) {
    reveal(mark, pane);
    for (const wait of [50, 300, 1000, 2000])
      setTimeout(() => {
        const now = $("mark", pane);
        if (now && !isOnScreen(now)) reveal(now, pane);
      }, wait);
  }

  function say(text) {
    const status = $("#bi-status");
    if (status) status.textContent = text || "";
  }

  async function copy(button, text) {
    const before = button.dataset.label || button.textContent;
    button.dataset.label = before;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
      say("Copied");
    } catch {
      button.textContent = "The browser does not let copy";
    }
    setTimeout(() => { button.textContent = before; }, 2000);
  }

  // A theme is dark, light, or nothing for that of the system.
  function setTheme(theme) {
    if (theme) localStorage.setItem("backissue-theme", theme);
    else localStorage.removeItem("backissue-theme");
    document.body.classList.toggle("dark", theme ? theme === "dark" : likesDark.matches);
    showTheme(document);
  }

  function showTheme(root) {
    const chosen = localStorage.getItem("backissue-theme") || "";
    for (const choice of root.querySelectorAll("[data-themes] input")) choice.checked = choice.value === chosen;
  }

  document.addEventListener("click", (click) => {
    const link = click.target.closest("a[data-go]");
    const copied = click.target.closest("[data-copy], [data-copy-link]");
    if (link && click.button === 0 && !click.metaKey && !click.ctrlKey && !click.shiftKey) {
      click.preventDefault();
      const href = link.getAttribute("href");
      const opens = new URLSearchParams(href).get("article");
      if (opens && link.closest("#bi-view")) opener = href;
      go(href, "close" in link.dataset ? "close" : opens ? "read" : "view");
    } else if (copied) {
      copy(copied, "copyLink" in copied.dataset ? location.href : copied.dataset.copy);
    } else if (click.target.closest("[data-theme-toggle]")) {
      setTheme(document.body.classList.contains("dark") ? "light" : "dark");
    } else if (click.target.closest("[data-skip]")) {
      click.preventDefault();
      const box = $("#bi-q") || $("#bi-then") || $("#bi-view h1");
      if (box) box.focus();
    }
  });

  document.addEventListener("submit", (submitted) => {
    const form = submitted.target.closest("form[data-go]");
    if (!form) return;
    submitted.preventDefault();
    const given = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const text = value.trim();
      const usual = { view: "ask", mode: "hybrid", sort: "relevance" };
      if (text && text !== usual[name]) given.append(name, text);
    }
    go(`?${given}`, form.classList.contains("bi-follow") ? "follow" : "view");
  });

  document.addEventListener("change", (changed) => {
    const form = changed.target.closest("form[data-go]");
    if (changed.target.closest("[data-themes]")) setTheme(changed.target.value);
    else if (form && changed.target.type === "radio" && $("#bi-q", form).value.trim()) {
      form.requestSubmit();
    }
  });

  document.addEventListener("keydown", (key) => {
    const typing = key.target.closest("input, textarea, select, [contenteditable]");
    const box = $("#bi-q") || $("#bi-then");
    if (key.key === "/" && !typing && box) {
      key.preventDefault();
      box.focus();
      box.select();
    } else if (key.key === "Escape") {
      const card = $(".bi-cite:hover, .bi-cite:focus-within");
      const close = $("[data-close]");
      if (card && !card.classList.contains("bi-dismissed")) card.classList.add("bi-dismissed");
      else if (close && !typing) close.click();
    }
  });

  for (const leaving of ["pointerout", "focusout"]) {
    document.addEventListener(leaving, (left) => {
      const card = left.target.closest(".bi-cite");
      if (card && !card.contains(left.relatedTarget)) card.classList.remove("bi-dismissed");
    });
  }

  document.addEventListener("focusin", (moved) => {
    const link = moved.target.closest("#bi-view a[href]");
    focused = link ? link.getAttribute("href") : null;
  });

  document.addEventListener("toggle", (toggled) => {
    const folded = toggled.target;
    if (!folded.id) return;
    if (folded.open) unfolded.add(folded.id);
    else unfolded.delete(folded.id);
  }, true);

  addEventListener("popstate", () => {
    cause = "view";
    ask(false);
  });

  // Gradio chooses the theme of the system; a choice made here comes first.
  document.addEventListener("DOMContentLoaded", () => {
    const keep = () => {
      const chosen = localStorage.getItem("backissue-theme");
      if (chosen && document.body.classList.contains("dark") !== (chosen === "dark")) {
        document.body.classList.toggle("dark");
      }
    };
    new MutationObserver(keep).observe(document.body, { attributeFilter: ["class"] });
    keep();
  });

  return { start, shown: arrived };
})();
