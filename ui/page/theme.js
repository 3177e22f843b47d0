// Light or dark, as the system likes it or as it was chosen here.
const likesDark = matchMedia("(prefers-color-scheme: dark)");

// A theme is dark, light, or nothing for that of the system.
function setTheme(theme) {
  if (theme) localStorage.setItem("backissue-theme", theme);
  else localStorage.removeItem("backissue-theme");
  paint();
  showChoice(document);
}

function paint() {
  document.body.classList.toggle("dark", chosen() ? chosen() === "dark" : likesDark.matches);
}

function chosen() {
  return localStorage.getItem("backissue-theme") || "";
}

function showChoice(root) {
  for (const choice of root.querySelectorAll("[data-themes] input")) choice.checked = choice.value === chosen();
}

// Gradio takes the theme of the system; a choice made here comes first.
function keepChoice() {
  const isDark = document.body.classList.contains("dark");
  if (chosen() && isDark !== (chosen() === "dark")) document.body.classList.toggle("dark");
}

document.addEventListener("click", (click) => {
  if (!click.target.closest("[data-theme-toggle]")) return;
  setTheme(document.body.classList.contains("dark") ? "light" : "dark");
});

document.addEventListener("change", (changed) => {
  if (changed.target.closest("[data-themes]")) setTheme(changed.target.value);
});

document.addEventListener("bi-shown", (shown) => showChoice(shown.detail));

new MutationObserver(keepChoice).observe(document.body, { attributeFilter: ["class"] });
paint();
