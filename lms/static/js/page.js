// Small comforts for a page that works without them. Nothing here is sent anywhere.

// The reader's own Society stands open in every "in your country" block, once they have opened it.
const own = localStorage.getItem("society");
for (const society of document.querySelectorAll("details[data-society]")) {
  society.open = society.dataset.society === own;
  society.addEventListener("toggle", () => {
    if (society.open) localStorage.setItem("society", society.dataset.society);
  });
}

// The language chosen in the switcher is the one that "/" leads to next time.
for (const link of document.querySelectorAll("a[data-language]")) {
  link.addEventListener("click", () => {
    document.cookie = `language=${link.dataset.language}; path=/; max-age=31536000; samesite=lax`;
  });
}

// A second tap on a button that is already working would only send the form twice.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  // A download leaves the page as it is, so its button has to stay alive.
  if (button && event.target.method === "post" && !button.hasAttribute("formaction")) {
    setTimeout(() => { button.disabled = true; });
  }
});
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[disabled]")) button.disabled = false;
});

// What one has read. A lesson page is the same for everybody, so the ticks are asked for, and only where this browser
// has been on a personal page: the hint says no more than that. Nothing of the answer is kept.
const ticks = document.querySelectorAll("[data-read], [data-unread], [data-count]");
if (document.querySelector("meta[name=signed-in]")) localStorage.setItem("signed-in", "yes");
if (ticks.length && localStorage.getItem("signed-in")) tick();

async function tick() {
  const answer = await fetch(`/${document.documentElement.lang}/me/read/`, { redirect: "manual" });
  if (!answer.ok) {
    if (answer.type === "opaqueredirect") localStorage.removeItem("signed-in");
    return;
  }
  const read = new Set((await answer.json()).lessons);
  for (const place of ticks) {
    const { read: lesson, unread, count } = place.dataset;
    if (lesson) place.hidden = !read.has(lesson);
    if (unread) place.hidden = read.has(unread);
    if (count) {
      const soFar = [...read].filter((name) => name.startsWith(`${count}/`)).length;
      place.querySelector("b").textContent = soFar;
      place.hidden = !soFar;
    }
  }
}
