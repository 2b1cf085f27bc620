// A link to a certificate is handed on by the phone, else copied. Without this script, or where neither is there, it opens.
for (const link of document.querySelectorAll("a[data-share]")) {
  if (!navigator.share && !navigator.clipboard) continue;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    share(link).catch((error) => { if (error.name !== "AbortError") location.assign(link.href); });
  });
}

async function share(link) {
  const url = new URL(link.dataset.share, location.href).href;
  if (navigator.share) return navigator.share({ title: link.dataset.title, url });
  await navigator.clipboard.writeText(url);
  return say(link);
}

function say(link) {
  let note = document.querySelector("[data-shared]");
  if (!note) {
    note = document.createElement("p");
    note.dataset.shared = "";
    note.className = "toast";
    note.setAttribute("role", "status");
    document.body.append(note);
  }
  note.textContent = link.dataset.copied;
}
