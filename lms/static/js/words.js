// The sheet of a word closes by Escape, by a tap outside and by one step back, and leaves the tapped word in sight.
// Without this script it closes by its link "Back to the text", and by one step back.
let opened = false; // by a tap on this page: then the step before is the text without a sheet
const sheet = () => document.querySelector(".word:target");
const termOf = (word) => document.getElementById(`t-${word.id.slice(2)}`);

function close() {
  if (opened) history.back();
  else location.replace(`#t-${sheet().id.slice(2)}`); // somebody came here by a link to the word
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && sheet()) close();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link?.matches(".term")) {
    // From one word to the next the sheet changes, but the step back stays one.
    if (sheet()) {
      event.preventDefault();
      location.replace(link.hash);
    } else {
      opened = true;
    }
  } else if (sheet() && link?.hash === `#t-${sheet().id.slice(2)}`) {
    event.preventDefault();
    close();
  } else if (sheet() && !sheet().contains(event.target) && !link) {
    close();
  }
});

function show() {
  const word = sheet();
  // The list stays folded below the text; it is open as long as one of its words is a sheet. Some browsers open it themselves.
  for (const fold of document.querySelectorAll("details.words")) {
    if (fold.contains(word)) Object.assign(fold, { open: true }).dataset.opened = "";
    else if ("opened" in fold.dataset) { fold.open = false; delete fold.dataset.opened; }
  }
  if (!word) {
    opened = false;
    return;
  }
  const under = termOf(word).getBoundingClientRect();
  const top = word.getBoundingClientRect().top;
  if (under.top < 0 || under.bottom > top) scrollBy(0, (under.top + under.bottom) / 2 - top / 2);
}
if (document.querySelector(".word")) {
  addEventListener("hashchange", show);
  show();
}
