// What was looked at is removed once that is confirmed; answers that are kept are forgotten.
import { askAnew } from "./asking.js";
import { say } from "./view.js";

document.addEventListener("click", async (click) => {
  const button = click.target.closest("[data-remove], [data-forget]");
  if (!button) return;
  button.disabled = true;
  const link = "forget" in button.dataset ? "forget" : `remove${location.search}`;
  const response = await fetch(link, { method: "POST" });
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
