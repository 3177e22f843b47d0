// Which articles the next question looks at: a chip for each field that is filled in.
import { $ } from "./view.js";

document.addEventListener("bi-shown", (shown) => {
  for (const form of shown.detail.querySelectorAll("form.bi-follow")) drawChips(form);
});

document.addEventListener("change", (changed) => {
  const form = changed.target.closest("form.bi-follow");
  if (form) drawChips(form);
});

document.addEventListener("click", (click) => {
  const pressed = click.target.closest("[data-edit], [data-clear]");
  if (!pressed) return;
  const form = pressed.closest("form") ?? $(".bi-form");
  if ("edit" in pressed.dataset) edit(form.elements[pressed.dataset.edit]);
  else {
    for (const field of fields(form))
      if ([field.name, "all"].includes(pressed.dataset.clear)) field.value = "";
    drawChips(form);
    $("[data-clear]", form)?.focus();
    if (!$("[data-clear]", form)) $("#bi-then", form).focus();
  }
});

// Unfold what a field stands in, and go there.
function edit(field) {
  const folded = field.closest("details");
  if (folded) folded.open = true;
  field.focus();
}

const fields = (form) => [...form.querySelectorAll("[data-scope]")];

function drawChips(form) {
  const filled = fields(form).filter((field) => field.value);
  const chips = filled.map((field) => {
    const said = `${field.dataset.scope}: ${field.value}`;
    return item("bi-chip", field.type === "hidden" ? text(said) : button(said, "edit", field.name), remover(said, field.name));
  });
  if (filled.length > 1) chips.push(item("", button("Clear all", "clear", "all")));
  $("[data-chips]", form).replaceChildren(...chips);
}

function remover(said, name) {
  const made = button("×", "clear", name);
  made.setAttribute("aria-label", `Remove ${said}`);
  return made;
}

function button(said, does, name) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = said;
  made.dataset[does] = name;
  return made;
}

function text(said) {
  const made = document.createElement("span");
  made.textContent = said;
  return made;
}

function item(name, ...parts) {
  const made = document.createElement("li");
  made.className = name;
  made.append(...parts);
  return made;
}
