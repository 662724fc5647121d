// The grades as a ladder from 0 to 100, each as wide as the fits that it takes.
const ladder = document.querySelector("[data-ladder]");

function draw() {
  const least = (letter) => Number.parseInt(document.querySelector(`[name$='grade_${letter}']`).value, 10) || 0;
  const ends = { D: [0, least("c")], C: [least("c"), least("b")], B: [least("b"), least("a")], A: [least("a"), 100] };
  for (const [letter, [from, to]] of Object.entries(ends)) {
    ladder.querySelector(`[data-rung=${letter}]`).style.setProperty("--share", Math.max(0, to - from));
  }
}

if (ladder) {
  document.querySelector("[data-draft]").addEventListener("input", draw);
  draw();
}
