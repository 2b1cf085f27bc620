// Typing slips with the keyboard alone: Enter goes to the next field, and the marks of a row stand there at once. The
// server marks; without this script "Check" does it for all rows.

const form = document.getElementById("sheets");
const rows = form.querySelector(".sheet-rows");
const most = Number(form.dataset.most);
document.getElementById("enter").hidden = false;
const fields = () => [...rows.querySelectorAll("input[name=who], input[name=letters]")];

rows.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing || !field.matches("input")) return;
  event.preventDefault();
  if (field.name === "who" && !field.value.trim()) { // nobody is left: to the button
    form.querySelector("button[value=save], button[value=check]").focus();
    return;
  }
  if (field === fields().at(-1)) another();
  fields()[fields().indexOf(field) + 1]?.focus();
});

// One more row than are there, up to as many as one page takes.
function another() {
  const last = rows.lastElementChild;
  const number = rows.children.length + 1;
  if (number > most) return;
  const row = last.cloneNode(true);
  for (const part of row.querySelectorAll("[id], [for]")) {
    for (const name of ["id", "htmlFor"]) if (part[name]) part[name] = part[name].replace(/-\d+/, `-${number}`);
  }
  row.querySelector(".choosing")?.remove();
  for (const input of row.querySelectorAll("input")) input.value = "";
  row.querySelector("[data-typed]").replaceChildren();
  row.querySelector(".place").textContent = number;
  say(row, {});
  rows.append(row);
}

// The letters as they stand on the slip, below the field, which is too narrow on a phone to be compared with it.
const boxes = form.dataset.boxes.split(" ").map(Number).filter(Boolean);
rows.addEventListener("input", ({ target }) => { if (target.name === "letters") show(target); });
for (const field of rows.querySelectorAll("[name=letters]")) show(field); // also what a browser has kept

function show(field) {
  let rest = field.value.normalize("NFKC").toUpperCase().replace(/[–—−_.]/g, "-").replace(/[\s,;،、]+/g, "");
  const groups = [];
  for (const [index, count] of boxes.entries()) {
    if (rest) groups.push(group(index + 1, rest.slice(0, count)));
    rest = rest.slice(count);
  }
  if (rest) groups.push(group("", rest));
  field.parentElement.querySelector("[data-typed]").replaceChildren(...groups.flatMap((part) => [part, " "]));
}

function group(number, letters) {
  const part = document.createElement("span");
  if (number) {
    const small = document.createElement("small");
    small.textContent = number;
    part.append(small, " ");
  }
  part.append(letters);
  return part;
}

rows.addEventListener("change", ({ target }) => {
  const row = target.closest(".sheet-row");
  if (row && target.matches("input")) look(row);
});
form.elements.on.addEventListener("change", () => { for (const row of rows.children) look(row); });

async function look(row) {
  const [who, letters] = ["who", "letters"].map((name) => row.querySelector(`[name=${name}]`).value);
  if (!who.trim() || !letters.trim()) return say(row, {});
  const sent = new URLSearchParams({ who, letters, choice: "", on: form.elements.on.value, csrf_token: form.elements.csrf_token.value });
  const asked = row.asked = {};
  try {
    const answer = await fetch(form.dataset.row, { method: "POST", body: sent, redirect: "error" });
    if (answer.ok && row.asked === asked) say(row, await answer.json());
  } catch { /* without network "Check" says it later */ }
}

// What the page said of the row before is not true any more.
function say(row, { name = "", marks = "", outcome = "", error = "", field = "" }) {
  row.querySelector("[data-name]").textContent = name;
  row.querySelector("[data-marks]").textContent = marks;
  row.querySelector("[data-outcome]").textContent = outcome;
  for (const old of row.querySelectorAll(".error:not([data-error])")) old.remove();
  const note = row.querySelector("[data-error]");
  note.textContent = error;
  note.hidden = !error;
  note.id = `error-${row.querySelector(".place").textContent}`;
  for (const input of row.querySelectorAll("input[name=who], input[name=letters]")) {
    const wrong = Boolean(error) && input.name === field;
    input.toggleAttribute("aria-invalid", wrong);
    if (wrong) { input.setAttribute("aria-invalid", "true"); input.setAttribute("aria-describedby", note.id); } else input.removeAttribute("aria-describedby");
  }
}
