// On a phone one column fills the page; the names of the stages above say which, and lead to the others.
import { board, columns } from "./cards.js";

const links = [...document.querySelectorAll("[data-shows]")];

function mark(column) {
  for (const link of links) {
    const isHere = link.dataset.shows === column.id;
    if (isHere) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    if (isHere) link.parentElement.scrollTo({ left: link.offsetLeft - link.parentElement.offsetLeft - 12 });
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-shows]");
  if (!link) return;
  event.preventDefault();
  document.getElementById(link.dataset.shows).scrollIntoView({ inline: "start", block: "nearest" });
});

if (board) {
  const watcher = new IntersectionObserver(
    (seen) => seen.filter((each) => each.isIntersecting).forEach((each) => mark(each.target)),
    { root: board, threshold: 0.6 },
  );
  columns().forEach((column) => watcher.observe(column));
}
