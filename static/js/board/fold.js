// Closed stages stand folded; opened, they ask for their cards by themselves.
document.addEventListener("click", (event) => {
  const handle = event.target.closest("[data-unfolds]");
  if (!handle) return;
  event.preventDefault();
  const column = handle.closest("[data-column]");
  const isFolded = column.classList.toggle("is-folded");
  handle.setAttribute("aria-expanded", String(!isFolded));
  if (!isFolded) column.scrollIntoView({ inline: "nearest", block: "nearest" });
});
