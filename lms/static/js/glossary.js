// The glossary gets shorter while somebody types. Without this script the same field asks the search of the site.
const form = document.querySelector("form[data-filter]");
const entries = [...document.querySelectorAll(".term-entry")].map((entry) => ({ entry, words: plain(entry.textContent) }));

function plain(text) {
  return text.normalize("NFC").toLowerCase().replace(/[\u200b\u2060]/g, "").replace(/\s+/g, " ").trim();
}

// Without the marks of Thai and Lao that say how a syllable is spoken: people leave them out (lms/text/search_key.py).
function bare(words) {
  return words.replace(/[\u0e47-\u0e4c\u0e4e\u0ec8-\u0ecc\u0ece]/g, "");
}

function filter() {
  const wanted = plain(form.elements.q.value), isThere = entries.some(({ words }) => words.includes(wanted));
  for (const { entry, words } of entries) {
    entry.hidden = !(isThere ? words.includes(wanted) : wanted && bare(words).includes(bare(wanted)));
  }
  for (const section of document.querySelectorAll("main section")) {
    section.hidden = !section.querySelector(".term-entry:not([hidden])");
  }
  // The list of all groups would stand before the first word found, and lead to groups that are not there.
  for (const way of document.querySelectorAll("#groups, [href='#groups']")) way.hidden = Boolean(wanted);
  const found = entries.filter(({ entry }) => !entry.hidden);
  const count = form.querySelector("[data-found]");
  count.querySelector("b").textContent = found.length;
  count.hidden = !wanted || !found.length;
  form.querySelector("[data-none]").hidden = found.length > 0;
  return wanted ? found[0]?.entry : undefined;
}

// On a phone the keyboard takes half of the screen: what is typed, how many are found, and the first of them stay above.
function bringIntoSight(first) {
  if (!first) return;
  const end = visualViewport ? visualViewport.offsetTop + visualViewport.height : innerHeight;
  if (first.getBoundingClientRect().bottom > end) form.scrollIntoView();
}

if (form) {
  form.querySelector("button").hidden = true;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.q.addEventListener("input", () => bringIntoSight(filter()));
  filter(); // the browser may have kept what was typed
}
