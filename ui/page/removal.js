// What was looked at is removed once that is confirmed.
import { askAnew } from "./asking.js";
import { say } from "./view.js";

document.addEventListener("click", async (click) => {
  const button = click.target.closest("[data-remove]");
  if (!button) return;
  button.disabled = true;
  const response = await fetch(`remove${location.search}`, { method: "POST" });
  const said = await response.text();
  if (response.ok) await askAnew();
  say(said);
  if (response.ok) return;
  button.disabled = false;
  const problem = document.createElement("p");
  problem.className = "bi-message";
  problem.textContent = said;
  button.closest("p").before(problem);
});
