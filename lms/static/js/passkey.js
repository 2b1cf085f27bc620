// Passkeys: what needs them shows only where the browser can. The server checks every answer.
const button = document.querySelector("button[data-passkey]");
const Key = window.PublicKeyCredential;

async function answered() {
  const options = JSON.parse(button.dataset.options);
  if (button.dataset.passkey === "create") {
    return navigator.credentials.create({ publicKey: Key.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: Key.parseRequestOptionsFromJSON(options) });
}

if (button && Key?.parseCreationOptionsFromJSON && Key.parseRequestOptionsFromJSON) {
  const shown = document.getElementById(button.dataset.shows);
  const instead = document.getElementById(`${button.dataset.shows}-not`);
  const note = document.getElementById("passkey-note");
  shown.hidden = false;
  if (instead) instead.hidden = true;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    note.hidden = true;
    button.disabled = true;
    try {
      button.form.elements.passkey.value = JSON.stringify(await answered());
      button.disabled = false;
      button.form.requestSubmit(button);
    } catch {
      note.hidden = false;
      button.disabled = false;
    }
  });
}
