// The glossary gets shorter while somebody types. Without this script the same field asks the search of the site.
const form = document.querySelector("form[data-filter]");
const entries = [...document.querySelectorAll(".term-entry")].map((entry) => ({ entry, words: plain(entry.textContent) }));

function plain(text) {
  return text.normalize("NFC").toLowerCase().replace(/[\u200b\u2060]/g, "").replace(/\s+/g, " ").trim();
}

function filter() {
  const wanted = plain(form.elements.q.value);
  for (const { entry, words } of entries) entry.hidden = !words.includes(wanted);
  for (const section of document.querySelectorAll("main section")) {
    section.hidden = !section.querySelector(".term-entry:not([hidden])");
  }
  form.querySelector("[data-none]").hidden = entries.some(({ entry }) => !entry.hidden);
}

if (form) {
  form.querySelector("button").hidden = true;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.q.addEventListener("input", filter);
  filter(); // the browser may have kept what was typed
}
