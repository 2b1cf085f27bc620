// Checks without network what a certificate says of itself: see docs/decisions/0055. On this page alone.
// Nothing that is read is kept: the page is, with public keys and names of modules, so that it opens without network.
const page = document.querySelector("[data-known]");
const known = JSON.parse(page.dataset.known);
const PREFIX = new TextEncoder().encode("Sala certificate\n");
const SIGNATURE = 64, KEY = 4, FORMAT = 1;

const verify = verifier();
const form = page.querySelector("form");
form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  answer(event.target.elements.link.value);
});
readAddress();
offerCamera();
keepPage();

// Without network this page stands at the address of any link. A link without a signature gets its answer, too; then
// the address is that of this page: no name stays in it, and loading it again does not say that nothing was found.
function readAddress() {
  const own = new URL(known.page, location.href);
  if (location.hash.length < 2 && [own.pathname, "/verify/"].includes(location.pathname)) return;
  answer(location.href);
  history.replaceState(null, "", own);
}

async function answer(link) {
  let found;
  try {
    found = await read(link);
  } catch {
    found = { state: "cannot" };
  }
  show(found);
}

async function read(link) {
  const digits = /#([1-9]\d+)\s*$/.exec(link)?.[1];
  if (!digits) return { state: "none" };
  const content = bytesOf(digits);
  const body = content.slice(0, -SIGNATURE), signature = content.slice(-SIGNATURE);
  const key = known.keys[[...body.slice(1, 1 + KEY)].map((one) => one.toString(16).padStart(2, "0")).join("")];
  if (body[0] !== FORMAT || !key) return { state: "unknown" };
  const check = await verify;
  if (!(await check(bytesOf(`0x${key}`, 32), signature, new Uint8Array([...PREFIX, ...body])))) return { state: "false" };
  return judged(textOf(body.slice(1 + KEY)).split("\n"), link);
}

function judged([code, award, society, language, kind, issued, expires, recorded, name, latinName], link) {
  const inLink = /\/verify\/([^/?#\s]+)/.exec(link)?.[1].replace(/[^0-9a-z]/gi, "").toUpperCase();
  if (inLink && inLink !== code) return { state: "false" };
  const fields = { code, award, society, language, kind, issued, expires, recorded, name, latinName };
  return { state: expires && expires < today() ? "expired" : "genuine", fields };
}

function today() {
  const now = new Date();
  return String(now.getFullYear() * 10000 + (now.getMonth() + 1) * 100 + now.getDate());
}

function bytesOf(number, length) {
  const hex = BigInt(number).toString(16);
  const padded = hex.padStart(length ? 2 * length : hex.length + (hex.length % 2), "0");
  return Uint8Array.from(padded.match(/../g), (pair) => parseInt(pair, 16));
}

// One byte a letter, of the page of 128 characters that the first byte names; 0: UTF-8.
function textOf(bytes) {
  const start = bytes[0] * 128, letters = bytes.slice(1);
  if (!start) return new TextDecoder().decode(letters);
  return Array.from(letters, (one) => String.fromCodePoint(one < 128 ? one : start + one - 128)).join("");
}

// The browser's own Ed25519, or a library where it has none (before 2025).
async function verifier() {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32).fill(1, 0, 1), "Ed25519", false, ["verify"]);
  } catch {
    const library = await import(known.library);
    return (key, signature, message) => library.verifyAsync(signature, message, key, { zip215: false });
  }
  return async (key, signature, message) =>
    crypto.subtle.verify("Ed25519", await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]), signature, message);
}

function show({ state, fields }) {
  for (const one of page.querySelectorAll("[data-state]")) one.hidden = !one.dataset.state.split(" ").includes(state);
  if (fields) fill(fields);
  const seen = page.querySelector("[data-state]:not([hidden])");
  seen.focus();
  seen.scrollIntoView({ block: "start" });
}

function fill(fields) {
  const module = known.modules[fields.award], society = known.societies[fields.society];
  put("name", fields.name, scriptOf(fields.name));
  put("latin", fields.latinName && `· ${fields.latinName}`);
  put("module", module?.text ?? fields.award, module?.language);
  put("society", society?.text ?? fields.society, society?.language);
  put("code", fields.code.match(/.{1,4}/g).join("-"));
  const days = { issued: fields.issued, expires: fields.expires, recorded: fields.recorded };
  for (const [name, day] of Object.entries(days)) put(name, day && said(day));
  for (const row of page.querySelectorAll("[data-only]")) row.hidden = !shown(row.dataset.only, fields);
  page.querySelector("[data-online]").href = `/verify/${fields.code}?language=${document.documentElement.lang}`;
}

function scriptOf(name) {
  const blocks = { km: /[\u1780-\u17ff]/, th: /[\u0e00-\u0e7f]/, lo: /[\u0e80-\u0eff]/, my: /[\u1000-\u109f]/ };
  return Object.keys(blocks).find((language) => blocks[language].test(name)) ?? "en";
}

function shown(only, { kind, expires, recorded }) {
  return { test: kind[0] === "t", list: kind[0] === "l", sample: kind.includes("s"), expires, recorded }[only];
}

function put(name, text, language) {
  for (const place of page.querySelectorAll(`[data-field="${name}"]`)) {
    place.textContent = text;
    if (language) place.lang = language;
  }
}

// Not by Intl: few browsers know the months of Khmer and Lao.
function said(day) {
  const [, year, month, date] = /(\d{4})(\d\d)(\d\d)/.exec(day);
  return known.days[month - 1].replace("{day}", Number(date)).replace("{year}", Number(year) + known.yearsAhead);
}

// --- the camera, where the browser can read a QR code; else the phone's own camera opens the link ------------------

async function offerCamera() {
  const formats = "BarcodeDetector" in window && navigator.mediaDevices ? await BarcodeDetector.getSupportedFormats() : [];
  if (!formats.includes("qr_code")) return;
  const button = page.querySelector("[data-camera]");
  button.hidden = false;
  button.addEventListener("click", () => scan(new BarcodeDetector({ formats: ["qr_code"] })).catch(() => show({ state: "camera" })));
}

async function scan(detector) {
  const video = page.querySelector("video");
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.hidden = false;
  await video.play();
  const look = async () => {
    const [code] = await detector.detect(video).catch(() => []);
    if (!code) return setTimeout(look, 200);
    for (const track of video.srcObject.getTracks()) track.stop();
    video.hidden = true;
    return answer(code.rawValue);
  };
  look();
}

// --- without network: the page and its parts, kept by the browser ---------------------------------------------------

async function keepPage() {
  if (!("serviceWorker" in navigator) || !navigator.onLine) return;
  const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=preload], script[src]")];
  const addresses = parts.map((one) => one.href || one.src);
  const cache = await caches.open("verify");
  const fresh = await fetch(known.page);
  if (!fresh.ok) return;
  await cache.addAll([...addresses, known.library]);
  await cache.put("/verify/offline", fresh);
  await navigator.serviceWorker.register("/verify/worker.js", { scope: "/verify/" });
  await navigator.serviceWorker.ready;
  page.querySelector("[data-kept]").hidden = false;
}
