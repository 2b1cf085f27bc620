// The sheet of a word closes by Escape, by a tap outside and by one step back, and leaves the text where it is, with the
// tapped word in sight.
// Without this script it closes by its link "Back to the text", and by one step back.
// By a tap on this page: then the step before is the text without a sheet.
let opened = false;
// The word that was tapped last, and where on the screen it stands: there it stays.
let tapped, place;
const sheet = () => document.querySelector(".word:target");
const termOf = (word) => document.getElementById(`t-${word.id.slice(2)}`);

function close() {
  // Or somebody came here by a link to the word.
  if (opened) history.back(); else location.replace(`#t-${sheet().id.slice(2)}`);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && sheet()) close();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link?.matches(".term")) {
    // In a tab of its own.
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    tapped = link;
    note();
    // Where the browser does that, it scrolls there.
    unfold(document.querySelector(link.hash));
    follow(link.hash);
    show();
  } else if (sheet() && link?.hash === `#t-${sheet().id.slice(2)}`) {
    event.preventDefault();
    close();
  } else if (sheet() && !sheet().contains(event.target) && !link) {
    close();
  }
});

// From one word to the next the sheet changes, but the step back stays one.
function follow(hash) {
  if (sheet()) return location.replace(hash);
  opened = true;
  // One step back leaves the text where it stands by then.
  history.scrollRestoration = "manual";
  location.hash = hash;
}

// A browser scrolls to the entry of a word in its list before that becomes a sheet, the list opens and closes, and a
// page that shows all cards shows one behind a sheet.
function stay() {
  if (tapped) scrollBy(0, topOf(tapped) - place);
}
function note() {
  if (tapped) place = topOf(tapped);
}
const topOf = (element) => element.getBoundingClientRect().top;

// The list stays folded below the text; it is open as long as one of its words is a sheet. Some browsers open it themselves.
function unfold(word) {
  for (const fold of document.querySelectorAll("details.words")) {
    if (fold.contains(word)) Object.assign(fold, { open: true }).dataset.opened = "";
    else if ("opened" in fold.dataset) { fold.open = false; delete fold.dataset.opened; }
  }
}

function show() {
  const word = sheet();
  unfold(word);
  stay();
  if (!word) {
    opened = false;
    history.scrollRestoration = "auto";
    return;
  }
  const under = termOf(word).getBoundingClientRect(), top = topOf(word);
  if (under.top < 0 || under.bottom > top) scrollBy(0, (under.top + under.bottom) / 2 - top / 2);
  note();
}
if (document.querySelector(".word")) {
  addEventListener("hashchange", show);
  addEventListener("scroll", () => { if (sheet()) note(); }, { passive: true });
  show();
}
