// What is chosen in a test stays in this tab until it is handed in: an attempt has one owner, and its id is the key.
// Nothing is sent by this. Without it the answers stay as long as the page is open.

const store = (() => { try { return sessionStorage; } catch { return { getItem() {}, setItem() {}, removeItem() {} }; } })();
const name = `answers-${location.pathname.split("/")[4]}`; // /<language>/quizzes/<module>/<attempt>/…

if (location.pathname.endsWith("/result/")) store.removeItem(name);

const note = document.getElementById("offline");
const form = note?.closest("form");
if (form?.id === "answers") keep(form);
form?.addEventListener("submit", (event) => {
  note.hidden = navigator.onLine;
  if (navigator.onLine) return;
  event.preventDefault();
  note.focus();
});

function keep(form) {
  const fields = [...form.elements].filter((field) => /^(radio|checkbox|select-one)$/.test(field.type));
  const kept = JSON.parse(store.getItem(name) ?? "null");
  if (kept) for (const field of fields) restore(field, kept);
  const save = () => store.setItem(name, JSON.stringify(fields.filter(chosen).map((field) => [field.name, field.value])));
  form.addEventListener("change", save);
  form.addEventListener("submit", save);
  // Whoever signs out in another tab leaves nothing in this one.
  if (self.BroadcastChannel) new BroadcastChannel("left").onmessage = () => sessionStorage.clear();
}

function chosen(field) {
  return field.type === "select-one" ? field.value : field.checked;
}

function restore(field, kept) {
  const values = kept.filter(([key]) => key === field.name).map(([, value]) => value);
  if (field.type === "select-one") field.value = values[0] ?? "";
  else field.checked = values.includes(field.value);
}
