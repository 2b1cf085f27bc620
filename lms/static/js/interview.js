// The next person takes the phone: what the last one said is gone with the page, and Back brings an empty form.
addEventListener("pagehide", () => document.querySelector("form[data-interview]")?.replaceChildren());
addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
