// The sum of what was counted so far. The server adds up by itself; where something is not a number it says so.
const sum = document.querySelector("[data-sum]");
const blocks = [...document.querySelectorAll("[data-counted]")];

// Digits from a keyboard of Thai, Lao, Khmer or Burmese, too.
const noughts = [0x30, 0xe50, 0xed0, 0x17e0, 0x1040];
const digit = (sign) => {
  const place = sign.codePointAt(0);
  const nought = noughts.find((first) => place >= first && place < first + 10);
  return nought === undefined ? sign : String(place - nought);
};
const number = ({ value }) => Number([...value.trim()].map(digit).join("")) || 0;

function add() {
  let all = 0;
  for (const block of blocks) {
    const [whole, ...ages] = block.querySelectorAll("input");
    const aged = ages.reduce((before, age) => before + number(age), 0);
    all += whole.value.trim() ? number(whole) : aged;
  }
  sum.hidden = all === 0;
  sum.querySelector("output").textContent = all;
}

addEventListener("input", add);
addEventListener("pageshow", add);
