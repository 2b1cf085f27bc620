// Small comforts for a page that works without them. Nothing here is sent anywhere.

// A browser that refuses cookies refuses this, too: then nothing is remembered, and the rest works.
const store = (() => { try { return localStorage; } catch { return { getItem() {}, setItem() {}, removeItem() {} }; } })();

store.removeItem("society"); // what it was called before: it outlived whoever chose it

// The reader's own Society stands open in every "in your country" block. Who is signed in has one (see `tick`);
// for everybody else it is the one that they have opened.
const blocks = document.querySelectorAll("details[data-society]");
for (const block of blocks) {
  block.addEventListener("toggle", () => {
    if (block.open && !store.getItem("signed-in")) store.setItem("country", block.dataset.society);
  });
}
function show(society) {
  for (const block of blocks) if (block.dataset.society === society) block.open = true;
}

// The language chosen in the switcher is the one that "/" leads to next time.
for (const link of document.querySelectorAll("a[data-language]")) {
  link.addEventListener("click", () => {
    document.cookie = `language=${link.dataset.language}; path=/; max-age=31536000; samesite=lax`;
  });
}

// A page that answers a form is left as one that can be opened again: one step back does not ask in the browser's own
// language whether to send the form once more, and a reload sends no PIN for whoever holds the phone by then.
const answered = document.querySelector("meta[name=form-answer]");
if (answered) history.replaceState(history.state, "", answered.content || location.href);

// A second tap on a button that is already working would only send the form twice.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button && event.target.method === "post") setTimeout(() => { if (!event.defaultPrevented) rest(button); });
  if (/\/(sign-in|card)\//.test(event.target.action)) enter();
  if ("leaves" in event.target.dataset) leave();
});
function rest(button) {
  button.disabled = true;
  if (!("download" in button.dataset)) return;
  // The answer is a file and the page stays as it is, so the button comes back, and the page says what to do now.
  setTimeout(() => { button.disabled = false; }, 5000);
  for (const note of button.form.querySelectorAll("[data-after]")) note.hidden = false;
}
window.addEventListener("pageshow", (event) => {
  for (const button of document.querySelectorAll("button[disabled]")) button.disabled = false;
  if (!event.persisted) return;
  for (const form of document.querySelectorAll(".filters")) form.reset?.(); // they say what the page shows
  look();
  stillMine();
});

// Whoever used this phone before leaves nothing behind, and somebody may be signed in from here on.
function enter() {
  store.removeItem("country");
  store.setItem("signed-in", "yes");
}

// Whoever signs out loses the answers of theirs that have not reached the server yet, also in another tab: said before.
const halfDone = document.querySelector("[data-half-done]");
if (halfDone) askWhetherHalfDone(halfDone.dataset.halfDone);
function askWhetherHalfDone(reader) {
  let here = [];
  try { here = Object.keys(sessionStorage); } catch { /* there is nothing */ }
  const tests = new Set(here.filter((name) => name.startsWith("answers-") && name.endsWith(`-${reader}`)));
  halfDone.hidden = !tests.size;
  if (!self.BroadcastChannel) return;
  let isLeaving;
  const others = new BroadcastChannel("half-done"); // whose page of a test is open there tries to save, and tells again
  others.onmessage = ({ data }) => {
    if (data.reader !== reader || !data.test) return;
    if (data.waits) tests.add(data.test); else tests.delete(data.test);
    halfDone.hidden = !tests.size;
    if (data.waits && isLeaving) document.querySelector("[data-elsewhere]").hidden = false;
  };
  const ask = () => others.postMessage({ reader });
  ask();
  addEventListener("leaving", () => { isLeaving = true; ask(); }); // that page stays, covered, for its reader
}

function leave() {
  store.removeItem("country");
  store.removeItem("signed-in");
  try { // a covered page keeps something for its reader (see answers.js)
    for (const name of Object.keys(sessionStorage)) if (!name.startsWith("answers-kept-")) sessionStorage.removeItem(name);
  } catch { /* there was nothing */ }
  if (self.BroadcastChannel) new BroadcastChannel("left").postMessage(signedIn?.content === "instead" ? reader : "");
}

// A page of one's own that stays open is emptied when its reader is not who is signed in any more: at once where that was
// done in another tab, else when it is seen again. Without network the hint knows. A page may refuse (see answers.js):
// then it is covered, takes no taps, and comes back with its reader.
const closed = document.getElementById("closed");
if (closed) {
  addEventListener("storage", ({ key, newValue }) => {
    if (key === "signed-in") if (newValue) stillMine(); else close();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) stillMine(); });
  if (self.BroadcastChannel) new BroadcastChannel("entered").onmessage = ({ data }) => { if ("covers" in closed.dataset || data !== reader) stillMine(); };
}
async function stillMine() {
  if (!closed) return;
  if (store.getItem("signed-in") === null) close();
  try {
    const answer = await fetch(`/${document.documentElement.lang}/me/read/`, { redirect: "manual" });
    if (answer.type === "opaqueredirect") close();
    else if (answer.ok) if ((await answer.json()).reader === reader) dispatchEvent(new Event("mine")); else close();
  } catch { /* without network nobody else signs in here */ }
}
function close() {
  if (!closed.isConnected || !dispatchEvent(new Event("closing", { cancelable: true }))) return;
  document.title = "Sala";
  document.body.replaceChildren(closed.content);
}

// What one has read, and one's Society. A lesson page is the same for everybody, so they are asked for, and only where
// somebody may have signed in with this browser: the hint says no more than that. Nothing of the answer is kept.
const ticks = document.querySelectorAll("[data-read], [data-unread], [data-count]");
const saved = document.querySelector("[data-saved]");
const asked = document.querySelector("[data-asked]"); // only of who is signed in
const signedIn = document.querySelector("meta[name=signed-in]"), reader = signedIn?.dataset.reader;
if (signedIn?.content === "instead") leave(); // of somebody who was signed in until then
// Who wished to sign out where there was no network is signed out by whichever page opens first. Sala opens nothing of
// theirs as long as the cookie says so.
addEventListener("leaving", () => {
  store.removeItem("signed-in");
  document.cookie = `leaving=${reader}; path=/; max-age=31536000; samesite=lax`;
});
if (/(^| )leaving=/.test(document.cookie)) {
  leave();
  signOut();
}
// A form of this page was drawn for the session that ends here, and would be refused: it is drawn again.
async function signOut() {
  const isForm = document.querySelector("[name=csrf_token]");
  if (isForm) document.body.inert = true;
  try {
    await fetch(`/${document.documentElement.lang}/sign-out/`, { method: "POST", redirect: "manual" });
    if (isForm) location.reload();
  } catch {
    document.body.inert = false; // still without network
  }
}
if (signedIn) {
  enter();
  if (self.BroadcastChannel) new BroadcastChannel("entered").postMessage(reader);
}
look();

document.addEventListener("visibilitychange", () => { if (saved && document.hidden) saved.hidden = true; });
function look() {
  if (saved) saved.hidden = true; // a page that comes back may have been somebody else's
  if (asked) asked.hidden = !store.getItem("signed-in");
  if (!ticks.length && !blocks.length) return;
  if (store.getItem("signed-in")) tick();
  else show(store.getItem("country"));
}

async function tick() {
  const answer = await fetch(`/${document.documentElement.lang}/me/read/`, { redirect: "manual" });
  if (!answer.ok) {
    if (answer.type !== "opaqueredirect") return;
    store.removeItem("signed-in");
    look();
    return;
  }
  const { lessons, society, reader, name } = await answer.json(); // the reader of now
  const read = new Set(lessons);
  // Whose button it is: on a shared phone somebody else may sign in while the page is open.
  const own = (form) => { form.action = `${new URL(form.action).pathname}?reader=${reader}`; };
  show(society);
  if (asked) own(asked.querySelector("form"));
  if (saved && location.hash === "#saved" && read.has(saved.dataset.saved)) {
    history.replaceState(history.state, "", location.pathname + location.search); // said once
    saved.querySelector("b").textContent = name;
    saved.querySelector("form").action += `?reader=${reader}`;
    saved.hidden = false;
  }
  for (const place of ticks) {
    const { read: lesson, unread, count } = place.dataset;
    if (lesson) place.hidden = !read.has(lesson);
    if (unread) {
      place.hidden = read.has(unread);
      own(place);
    }
    if (count) {
      const soFar = [...read].filter((name) => name.startsWith(`${count}/`)).length;
      place.querySelector("b").textContent = soFar;
      place.hidden = !soFar;
    }
  }
}
