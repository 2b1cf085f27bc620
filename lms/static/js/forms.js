// Before a form is sent, the server is asked for a word: a phone may show bars and have no data, and the browser would
// leave the page for one of its own. Without an answer the page stays with all that was typed, and says that nothing was
// sent. Without this script the browser sends as ever.

let patience = 12000; // milliseconds; more each time that it was not enough: a line may be slow
let again; // when it is looked whether what was said is still true
let asking; // a second tap meanwhile asks nothing new
let reached = false; // the server answered just now: this time the form goes

// Before anybody else hears of it: for all other scripts a form is sent when it is sent.
if (HTMLFormElement.prototype.requestSubmit) document.addEventListener("submit", (event) => {
  if (reached || event.target.method !== "post") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!asking) ask(event.target, event.submitter);
}, true);

async function ask(form, button) {
  const question = asking = new AbortController();
  say();
  const slow = setTimeout(() => { if (leaves(form)) hideAllBut(form); say("trying", form, button); }, 1000);
  const answered = await answers(question);
  clearTimeout(slow);
  if (asking !== question) return; // the page was left
  asking = undefined;
  if (!answered) {
    if (question.signal.aborted) patience = Math.min(2 * patience, 30000);
    if (leaves(form)) hideAllBut(form);
    say("unsent", form, button).focus();
    again = setTimeout(look, 10000);
    return;
  }
  if (button && "download" in button.dataset) say(); // the page stays when it is sent
  reached = true;
  form.requestSubmit(button);
  reached = false;
}

async function answers(question) {
  const late = setTimeout(() => question.abort(), patience);
  try {
    const answer = await fetch("/healthz", { method: "HEAD", cache: "no-store", redirect: "manual", signal: question.signal });
    return answer.status > 0 && answer.status < 500; // not a hotspot that leads to its own page, not a server behind which nothing runs
  } catch {
    return false;
  } finally {
    clearTimeout(late);
  }
}

// One sentence at a time, beside the button that was pressed. A form may have a better one of its own.
function say(name, form, button) {
  clearTimeout(again);
  for (const note of document.querySelectorAll(".sending")) note.hidden = true;
  if (!name) return undefined;
  const place = `.sending.${name}`;
  let note = form.querySelector(place);
  if (!note) {
    note = document.getElementById("sending").content.querySelector(place).cloneNode(true);
    if (button?.form === form && form.contains(button)) (button.closest("p") ?? button).before(note);
    else form.append(note);
  }
  note.hidden = false;
  return note;
}

// A phone that never noticed that the signal was away hears nothing of its return, either.
async function look() {
  const mine = again;
  const back = !document.hidden && await answers(new AbortController());
  if (asking || again !== mine || !document.querySelector(".sending.unsent:not([hidden])")) return;
  if (back) goOn();
  else again = setTimeout(look, 10000);
}

function goOn() {
  say();
  left?.requestSubmit();
}

// Who cannot sign out is still signed in. Nobody reads on that page what is theirs, and it signs out as soon as it can;
// should it be closed before, the phone keeps the wish for the next page (see page.js).
let left;
const leaves = (form) => "leaves" in form.dataset;
function hideAllBut(form) {
  if (left) return;
  left = form;
  dispatchEvent(new Event("leaving"));
  const main = Object.assign(document.createElement("main"), { id: "main" });
  const sending = document.getElementById("sending");
  main.append(form);
  document.title = "Sala";
  document.body.replaceChildren(main, sending);
}

addEventListener("online", () => { if (!asking) goOn(); });
addEventListener("pagehide", () => {
  asking?.abort();
  asking = undefined;
});
addEventListener("pageshow", ({ persisted }) => { if (persisted) say(); });
