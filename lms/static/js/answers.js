// What is chosen in a test stays in this tab until it is handed in: an attempt has one owner, and its id is the key.
// Nothing is sent by this. Without it the answers stay as long as the page is open.

const store = (() => { try { return sessionStorage; } catch { return { getItem() {}, setItem() {}, removeItem() {} }; } })();
const name = `answers-${location.pathname.split("/")[4]}`; // /<language>/quizzes/<module>/<attempt>/…

if (location.pathname.endsWith("/result/")) store.removeItem(name);

const form = document.getElementById("answers");
if (form) keep(form);

function keep(form) {
  const fields = [...form.elements].filter((field) => field.name && !/^(hidden|submit|fieldset)$/.test(field.type));
  const pairs = (wanted) => fields.filter((field) => chosen(field) && wanted(field.name)).map((field) => [field.name, field.value]);
  const kept = () => JSON.parse(store.getItem(name) ?? "null");
  const write = (answers) => store.setItem(name, JSON.stringify(answers));
  const show = () => { const answers = kept(); if (answers) for (const field of fields) restore(field, answers); };
  const isNew = location.hash === "#new"; // the button that began it says so: of a new test nothing can have been lost
  if (isNew) history.replaceState(history.state, "", location.pathname + location.search);
  if (!kept() && (isNew || pairs(() => true).length)) write(pairs(() => true)); // also what was chosen before this was loaded
  const lost = document.getElementById("nothing-kept"); // begun in another window, or before signing out
  if (lost) lost.hidden = Boolean(kept());
  show();
  // One step back, a browser may show the form as it was left there: after this script, or without running it again.
  addEventListener("pageshow", show);
  // Only what was tapped: whatever else the page shows may be older than what is kept.
  form.addEventListener("change", ({ target }) => {
    const others = (kept() ?? pairs(() => true)).filter(([key]) => key !== target.name);
    write([...others, ...pairs((key) => key === target.name)]);
  });
  // A page that signs out asks first whether anything would be lost.
  if (self.BroadcastChannel) {
    const asked = new BroadcastChannel("half-done");
    asked.onmessage = ({ data }) => { if (data === "?" && kept()?.length) asked.postMessage("yes"); };
  }
  // Whoever signs out in another tab leaves nothing in this one.
  if (self.BroadcastChannel) new BroadcastChannel("left").onmessage = () => sessionStorage.clear();
}

function chosen(field) {
  return /^(radio|checkbox)$/.test(field.type) ? field.checked : field.value;
}

function restore(field, kept) {
  const values = kept.filter(([key]) => key === field.name).map(([, value]) => value);
  if (/^(radio|checkbox)$/.test(field.type)) field.checked = values.includes(field.value);
  else field.value = values[0] ?? "";
}
