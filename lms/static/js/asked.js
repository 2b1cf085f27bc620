// "Was this lesson clear?" is answered where it is asked: what comes next stands on the page to which the form leads.
document.addEventListener("submit", async (event) => {
  const form = event.target, button = event.submitter, place = form.closest(".asked");
  if (!place || event.defaultPrevented) return;
  event.preventDefault();
  const sent = new URLSearchParams(new FormData(form));
  if (button) sent.set(button.name, button.value);
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent });
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".asked");
    place.replaceWith(next);
    next.focus();
  } catch {
    location = form.action; // somebody has signed out, or the page is another one: it is asked there
  }
});
