// What waited through signing in is put into the page of its form again, for who wants to look at it or change it before
// it is sent. It stays in this tab for the moment between the two pages, and for nobody but its reader.
const store = (() => { try { return sessionStorage; } catch { return undefined; } })();
const { reader } = document.querySelector("meta[name=signed-in]")?.dataset ?? {};

const way = document.querySelector("[data-refill]");
if (way && store) {
  way.hidden = false;
  way.querySelector("a").addEventListener("click", ({ currentTarget: link }) => {
    const typed = [...new FormData(document.querySelector("main form"))].filter(([name]) => name !== "csrf_token");
    store.setItem("typed", JSON.stringify({ reader, path: new URL(link.href).pathname, typed, words: { ...way.dataset } }));
  });
}

const waited = JSON.parse(store?.getItem("typed") ?? "null");
store?.removeItem("typed");
// After the scripts of the page: they hear of each field as if it was tapped.
if (waited && waited.reader === reader && waited.path === location.pathname) addEventListener("load", () => refill(waited));

const same = ({ action }, path) => new URL(action).pathname === path;
const fits = (form, typed) => typed.filter(([name]) => form.elements[name]).length;

function refill({ path, typed, words }) {
  const forms = [...document.querySelectorAll("main form[method=post]")];
  const [form] = forms.filter((one) => same(one, path)).sort((one, other) => fits(other, typed) - fits(one, typed));
  for (const field of form?.elements ?? []) put(field, typed.filter(([name]) => name === field.name).map(([, value]) => value));
  const lacks = typed.some(([name]) => !form?.elements[name]);
  document.querySelector("main").prepend(note(lacks ? words.partly : words.said, lacks && words.send, path, typed));
}

function put(field, values) {
  const before = field.value;
  if (/^(radio|checkbox)$/.test(field.type)) field.checked = values.includes(before);
  else if (field.type === "select-multiple") for (const option of field.options) option.selected = values.includes(option.value);
  else if (!/^(hidden|submit|button|file|password|fieldset|output)$/.test(field.type) && values.length) {
    field.value = values[0];
    if (field.value !== values[0]) field.value = before; // there is no such choice any more
  }
  for (let box = field.closest("details"); box && values.length; box = box.parentNode.closest("details")) box.open = true;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

// What has no place on the page is not lost: it can be sent as it was.
function note(said, send, path, typed) {
  const box = Object.assign(document.createElement("form"), { className: "notice", method: "post", action: path });
  const token = document.querySelector("input[name=csrf_token]")?.value;
  box.dataset.filled = "";
  box.append(Object.assign(document.createElement("p"), { textContent: said }));
  box.firstChild.setAttribute("role", "status");
  if (!send || !token) return box;
  for (const [name, value] of [["csrf_token", token], ...typed]) {
    const field = Object.assign(document.createElement("textarea"), { name, hidden: true });
    field.value = value;
    box.append(field);
  }
  box.append(Object.assign(document.createElement("button"), { type: "submit", textContent: send }));
  return box;
}
