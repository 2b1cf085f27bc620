// A form that needs nobody's hand. Without JavaScript its button does the same.
document.querySelector("form[data-send]").requestSubmit();
