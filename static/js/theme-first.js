// Blocking on purpose and no module: the page must never be painted in the wrong theme.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = document.querySelector('meta[name="leadqual-theme"]')?.content;

  function apply() {
    const dark = chosen === "dark" || (chosen !== "light" && system.matches);
    document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
  }

  apply();
  system.addEventListener("change", apply);
})();
