// Every tap in a test is saved on the server, one request after the other. What has not arrived yet waits in this tab: a
// phone may have no signal for an hour. An attempt has one owner, and its id is the key. Without this script the answers
// go with the form alone: "send", or "save, and go on later".

const PAUSE = 8000; // milliseconds until it is tried again
const AT_ONCE = 10000; // milliseconds within which a tap is sent that did not have to wait
const store = (() => { try { return sessionStorage; } catch { return { getItem() {}, setItem() {}, removeItem() {} }; } })();
const { reader } = document.querySelector("meta[name=signed-in]").dataset; // whose page it is
const name = `answers-${location.pathname.split("/")[4]}-${reader}`; // /<language>/quizzes/<module>/<attempt>/…
const kept = name.replace("-", "-kept-"); // from a covered page through signing in: signing out leaves it (see page.js)

if (location.pathname.endsWith("/result/")) for (const place of [name, kept]) store.removeItem(place);

const form = document.getElementById("answers");
if (form) keep();

function keep() {
  // {"q3": {pairs: [["q3", "2"]], seen: "…"}, …}: as they stand in the form, and what was known here as they were tapped;
  // "after": what had been tapped before and was on its way: after a reload nobody knows whether it arrived
  const waiting = JSON.parse(store.getItem(name) ?? store.getItem(kept) ?? "{}");
  const own = {}; // when the last tap on a question arrived from here
  let sending, later, taps = 0, saves = 0;
  let fresh = {}; // when a question was tapped, as long as every tap arrives: such a tap is the newest answer there is
  let isLeft = false; // the reader has signed out since: then only this page knows what waits

  const write = () => (!isLeft && Object.keys(waiting).length ? store.setItem(name, JSON.stringify(waiting)) : store.removeItem(name));
  const show = () => { for (const id in waiting) restore(document.getElementById(id), waiting[id].pairs); review(); };
  const say = (id) => {
    turn();
    for (const note of ["saved", "waiting", "refused"]) document.getElementById(note).hidden = note !== id;
  };

  const tapped = (question) => {
    const seen = form.elements.seen.value;
    const after = sending?.id === question.id ? sending.pairs : waiting[question.id]?.after;
    waiting[question.id] = { pairs: pairs(question), seen: own[question.id] > seen ? own[question.id] : seen, after };
  };

  async function send() {
    clearTimeout(later);
    const id = Object.keys(waiting)[0];
    if (sending || !id) return;
    const sent = waiting[id], isNewest = Math.abs(Date.now() - fresh[id]) < AT_ONCE;
    sending = { id, pairs: sent.pairs };
    const { status, headers } = await post(id.slice(1), sent, isNewest);
    sending = undefined;
    if (status !== 204) fresh = {};
    if (status === 409) location.reload(); // handed in elsewhere: the page of the result says so
    else if (status === 401 || status === 404) say("refused");
    else if (status === 412) { // the newer answer of another page counts; whoever means this one taps it again
      const seen = sent.after && (await seenAfter(id, sent.after));
      if (seen) sent.seen = seen; // it is the one before, which this page had sent itself
      else if (waiting[id] === sent) { // not tapped again meanwhile
        delete waiting[id];
        write();
        await catchUp();
        lookAt(id);
      }
      send();
    } else if (status !== 204) {
      say("waiting");
      later = setTimeout(send, PAUSE);
    } else {
      saves += 1;
      isLeft = false;
      own[id] = headers.get("Seen");
      if (waiting[id] === sent) delete waiting[id]; else waiting[id].seen = own[id]; // tapped again meanwhile
      write();
      if (Object.keys(waiting).length) send(); else { say("saved"); tell(); }
    }
  }

  // The answer; one of status 0 where there is none, or only that of a hotspot which leads to its own page.
  async function post(question, { pairs, seen }, isNewest) {
    try {
      const body = new URLSearchParams([["question", question], ["seen", seen], ...pairs]);
      if (isNewest) body.set("newest", "1");
      return await fetch("answers/", { method: "POST", body, keepalive: true, redirect: "manual" });
    } catch {
      return Response.error();
    }
  }

  // What the server has seen, where its answer to a question is the one that was on its way from here; "" for another.
  async function seenAfter(id, after) {
    try {
      const { seen, answers } = await (await fetch("answers/", { redirect: "error" })).json();
      return String([...answers[id] ?? []].sort()) === String([...after].sort()) ? seen : "";
    } catch {
      return "";
    }
  }

  // A page that stayed open, or that the browser kept, may be older than what was answered in another window or phone.
  async function catchUp() {
    const before = taps, arrived = saves;
    try {
      const answer = await fetch("answers/", { redirect: "error" });
      if (!answer.ok) return;
      const { seen, answers } = await answer.json();
      if (taps !== before) return; // tapped meanwhile: newer than this
      if (saves !== arrived) return catchUp(); // it may not know the answer that has arrived there meanwhile
      form.elements.seen.value = seen;
      for (const question of form.querySelectorAll("fieldset")) restore(question, answers[question.id] ?? []);
    } catch { /* without signal the page stays as it is */ }
    show();
  }

  // Also what was tapped before this was loaded.
  for (const question of form.querySelectorAll("fieldset")) {
    if (!(question.id in waiting) && fields(question).some(changed)) tapped(question);
  }
  write();
  store.removeItem(kept);
  show();
  // One step back, a browser may show the form as it was left there: after this script, or without running it again.
  addEventListener("pageshow", ({ persisted }) => {
    const { type } = performance.getEntriesByType("navigation")[0] ?? {};
    if (persisted || type !== "navigate") catchUp(); else show();
  });
  // What is typed waits letter by letter, so that coming back to the page does not take it away, and goes when the field
  // is left.
  const note = ({ target }) => {
    taps += 1;
    review();
    tapped(target.closest("fieldset"));
    fresh[target.closest("fieldset").id] = Date.now();
    document.getElementById("otherwise").hidden = true;
    write();
  };
  form.addEventListener("input", (event) => { if (event.target.matches("input[type=text]")) note(event); });
  form.addEventListener("change", (event) => { note(event); send(); });
  // Enter in a field would press the first button.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
  // What was tapped here and has not arrived; the server has the rest, and later taps of another phone.
  form.addEventListener("formdata", ({ formData }) => {
    formData.set("taps", Object.entries(waiting).map(([id, { seen }]) => `${id.slice(1)}@${seen}`).join(" "));
  });
  addEventListener("hashchange", turn);
  addEventListener("load", () => setTimeout(remember)); // earlier, the browser would go to the new place
  let uncover;
  addEventListener("closing", (event) => {
    const count = Object.keys(waiting).length;
    if (count || uncover) event.preventDefault();
    if (count) uncover ??= cover(count);
  });
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-closed] a")) store.setItem(kept, JSON.stringify(waiting));
  });
  addEventListener("mine", () => {
    if (!uncover) return;
    uncover = uncover();
    isLeft = false;
    store.removeItem(kept);
    write();
    send();
    catchUp();
  });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { send(); catchUp(); } });
  const asked = self.BroadcastChannel && new BroadcastChannel("half-done");
  function tell() {
    const waits = Object.keys(waiting).length > 0;
    asked?.postMessage({ reader, test: name, waits });
    return waits;
  }
  send();

  if (!self.BroadcastChannel) return;
  // A page that signs out asks first whether anything would be lost.
  asked.onmessage = ({ data }) => { if (data.reader === reader && !data.test && tell()) send(); };
  // Whoever signs out in another tab leaves nothing in the storage of this one. What was tapped and is not saved is still
  // on the page, so it goes out with it.
  new BroadcastChannel("left").onmessage = ({ data }) => {
    if (data === reader) return;
    isLeft = true;
    store.removeItem(name);
  };
}

// Whose page it is is not signed in: nobody reads or taps here until then. What brings the page back.
function cover(count) {
  const closed = document.getElementById("closed"), { title } = document;
  const parts = [...document.body.children].filter((part) => !part.hidden), shown = document.createElement("div");
  shown.append(closed.content.cloneNode(true));
  const note = shown.querySelector("[data-waits]");
  note.querySelector("b").textContent = count;
  note.hidden = false;
  for (const part of parts) part.hidden = true;
  document.title = "Sala";
  document.body.append(shown);
  closed.dataset.covers = "";
  return () => {
    shown.remove();
    for (const part of parts) part.hidden = false;
    document.title = title;
    delete closed.dataset.covers;
  };
}

// The page before sending names what has no whole answer. What is said of saving and sending stands on the card in sight.
function review() {
  const lacking = [...form.querySelectorAll("fieldset")].filter((question) => !whole(question)).map(({ id }) => id);
  for (const link of form.querySelectorAll("#open a")) link.parentNode.hidden = !lacking.includes(link.hash.slice(1));
  document.getElementById("any").hidden = true;
  document.getElementById("lacking").hidden = !lacking.length;
  document.getElementById("complete").hidden = lacking.length > 0;
  const gaps = document.getElementById("gaps"); // what is not known may be left out
  if (gaps) document.getElementById("send").hidden = !(gaps.hidden = !lacking.length);
  // What was said of a test that was sent too early goes as it is answered: it would speak against what stands beside it.
  const early = form.querySelector("[data-incomplete]");
  if (early && lacking.length < early.dataset.incomplete) early.hidden = true;
  for (const error of form.querySelectorAll("fieldset > .error")) error.hidden = !lacking.includes(error.parentNode.id);
  for (const note of form.querySelectorAll(".twice")) note.hidden = !isTwice(note.closest("fieldset"));
}

// Say that another answer to a question is shown than the one that was tapped here.
function lookAt(id) {
  const note = document.getElementById("otherwise"), list = note.querySelector("ul");
  if (note.hidden) list.replaceChildren();
  list.append(form.querySelector(`#open a[href="#${id}"]`).parentNode.cloneNode(true));
  list.lastChild.hidden = note.hidden = false;
  turn();
}

function inSight() {
  return [...form.querySelectorAll(".c")].filter((card) => card.offsetParent);
}

function turn() {
  inSight().at(-1)?.querySelector(".tbar").prepend(document.getElementById("notes"));
}

// The address says where one is, for a reload and for the way back; a browser without cards has no place to say.
function remember() {
  turn(); // the address counts only now
  const [card, ...others] = inSight(), { id } = card.querySelector("fieldset") ?? card;
  if (!location.hash && !others.length) history.replaceState(history.state, "", `#${id}`);
}

function whole(question) {
  const all = fields(question), of = (...types) => all.filter(({ type }) => types.includes(type));
  const boxes = of("checkbox"), others = all.filter(({ type }) => !/^(radio|checkbox)$/.test(type));
  return of("radio").every(({ name }) => all.some((field) => field.name === name && field.checked))
    && (!boxes.length || boxes.filter(({ checked }) => checked).length === Number(question.dataset.choose ?? 1))
    && others.every(({ value, validity }) => value.trim() && validity.valid) && !(question.querySelector(".twice") && isTwice(question)); // steps: each number once
}

function isTwice(question) {
  const given = fields(question).map(({ value }) => value).filter(Boolean);
  return new Set(given).size < given.length;
}

function fields(question) {
  return [...question.elements].filter((field) => field.name);
}

function pairs(question) {
  return fields(question).filter(chosen).map((field) => [field.name, field.value]);
}

function chosen(field) {
  return /^(radio|checkbox)$/.test(field.type) ? field.checked : field.value;
}

function changed(field) {
  if (/^(radio|checkbox)$/.test(field.type)) return field.checked !== field.defaultChecked;
  if (!field.options) return field.value !== field.defaultValue;
  return [...field.options].some((option) => option.selected && !option.defaultSelected && option.value);
}

function restore(question, kept) {
  for (const field of question ? fields(question) : []) {
    const values = kept.filter(([key]) => key === field.name).map(([, value]) => value);
    if (/^(radio|checkbox)$/.test(field.type)) field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
}
