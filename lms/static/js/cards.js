// A lesson is a row of cards by its style alone. This is for what a style cannot do.

// "Skip to the text" leads to the text of the card that is read; the address of the page would lead to the first one.
const deck = document.querySelector(".deck");
const shown = () => [...deck.querySelectorAll(".c")].find((card) => card.offsetParent);
const named = (card) => card.querySelector(":scope > fieldset") ?? card; // a test is cards around its questions
if (deck) document.querySelector(".skip")?.addEventListener("click", (event) => {
  event.preventDefault();
  named(shown()).focus();
});

// In another language one goes on where one is. A page that was opened without a place opens so again.
for (const link of deck ? document.querySelectorAll("a[data-language]") : []) link.addEventListener("click", () => {
  if (location.hash) link.hash = deck.matches(":target") ? deck.id : named(shown()).id;
});

// What a tap unfolds is read above the bar: its end as far as it fits below what was tapped.
deck?.addEventListener("toggle", ({ target }) => {
  if (target.open) target.scrollIntoView({ block: "nearest" });
}, true);

// To share a lesson is to share the card that is read. Without a way to do either there is no button.
for (const button of document.querySelectorAll(".deck [data-share]")) {
  const said = button.nextElementSibling;
  button.hidden = !navigator.share && !navigator.clipboard;
  button.addEventListener("click", async () => {
    const url = location.origin + location.pathname + (deck.matches(":target") ? "" : `#${button.closest(".c").id}`);
    if (navigator.share) {
      try { await navigator.share({ title: document.title, url }); } catch { /* thought better of */ }
      return;
    }
    await navigator.clipboard.writeText(url);
    said.textContent = button.dataset.share;
    setTimeout(() => { said.textContent = ""; }, 6000);
  });
}
