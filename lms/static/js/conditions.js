// A question about something that was not chosen before is out of sight. The server does not look at it either.
const asked = [...document.querySelectorAll("fieldset[data-only-if]")];

function chosen(name) {
  const fields = document.querySelectorAll(`[name="${name}"]:checked`);
  return [...fields].filter((field) => !field.closest("fieldset[hidden]")).map(({ value }) => value);
}

function show() {
  for (const question of asked) {
    const wanted = question.dataset.onlyFor.split(" ");
    question.hidden = !chosen(question.dataset.onlyIf).some((value) => wanted.includes(value));
  }
  for (const note of document.querySelectorAll("[data-nothing-here]")) {
    note.hidden = Boolean(note.closest(".c").querySelector("fieldset:not([hidden])"));
  }
}

// Who would rather not say says nothing else; of so many answers no more than fit.
document.addEventListener("change", ({ target }) => {
  if (target.type === "checkbox" && target.checked && target.closest("fieldset")) {
    for (const other of target.closest("fieldset").querySelectorAll(":checked")) {
      if (other !== target && (other.value === "skip" || target.value === "skip")) other.checked = false;
    }
  }
  show();
});
show();
