// Typing papers with the keyboard alone: Enter goes to the next field, and from the last one to the button.
const form = document.getElementById("paper");
const note = document.getElementById("enter");
if (note) note.hidden = false;
form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
  event.preventDefault();
  const fields = [...form.querySelectorAll("input:not([type=hidden]), button")];
  fields[fields.indexOf(event.target) + 1].focus();
});
