// "Copy" buttons beside a text: without this script the text is opened and selected by hand.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!(await copied(text))) {
      text.closest("details").open = true;
      text.select();
      return;
    }
    button.textContent = button.dataset.done;
  });
}

// Only a page with https (or on this machine) has a clipboard. Without one the text is opened, ready to be copied.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text.value);
    return true;
  } catch {
    return false;
  }
}
