// Every button of a preview saves what was chosen on it, and a survey is sent as a whole. Whoever leaves by another way is
// asked first.
const decisions = document.getElementById("decisions") ?? document.querySelector("form[data-unsaved]");
let unsaved = false;

document.addEventListener("change", ({ target }) => { if (decisions && target.form === decisions) unsaved = true; });
document.addEventListener("submit", (event) => {
  const stays = event.submitter && "download" in event.submitter.dataset; // the answer is a file
  if (event.defaultPrevented || !(stays || event.target === decisions)) return;
  const before = unsaved;
  unsaved = false;
  if (stays) setTimeout(() => { unsaved = before; }, 5000);
});
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
