// Every button of a preview saves what was chosen on it, and a survey is sent as a whole. Whoever leaves by another way is
// asked first.
const decisions = document.getElementById("decisions") ?? document.querySelector("form[data-unsaved]");
let unsaved = decisions?.dataset.unsaved === "typed";

for (const kind of ["change", "input"]) document.addEventListener(kind, ({ target }) => {
  if (decisions && target.form === decisions) unsaved = true;
});
document.addEventListener("submit", (event) => {
  const stays = event.submitter && "download" in event.submitter.dataset; // the answer is a file
  if (event.defaultPrevented || !(stays || event.target === decisions)) return;
  const before = unsaved;
  unsaved = false;
  if (stays && event.target !== decisions) setTimeout(() => { unsaved = before; }, 5000);
});
// Another language of a survey: the page comes back in it, with what is answered. Nothing is kept for that.
for (const link of document.querySelectorAll("a[data-language]")) link.addEventListener("click", (event) => {
  if (!unsaved || !("carries" in decisions.dataset)) return;
  event.preventDefault();
  unsaved = false;
  decisions.action = link.href;
  decisions.insertAdjacentHTML("beforeend", '<input type="hidden" name="look" value="1">');
  decisions.submit();
});
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
addEventListener("closing", () => { unsaved = false; }); // the page is emptied: nothing is left to lose (see page.js)
