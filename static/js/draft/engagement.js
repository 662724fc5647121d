// Beside each signal type how it fades and how many of it count; beside the table, the type that one is in.
const SEASON = 90;
const CURVE = 24;
const CHART = { width: 270, height: 140, headroom: 1.15 };
const table = document.querySelector(".draft-signals");
const aside = document.querySelector(".draft-levels");
const levelWords = aside?.querySelector("[data-each-level]").textContent;

function read(row) {
  const number = (name) => Number.parseInt(row.querySelector(`[name$='-${name}']`).value, 10);
  const name = [...row.querySelectorAll(".texts input")].find((input) => input.lang === document.documentElement.lang && input.value)
    ?? row.querySelector(".texts input");
  return {
    name: name.value,
    points: number("points") || 0,
    cap: number("cap") || 0,
    halfLife: number("half_life") || 0,
    isActive: row.querySelector("[name$='-is_active']").checked,
  };
}

function left(halfLife, day) {
  return halfLife > 0 ? 2 ** (-day / halfLife) : 1;
}

function path(points) {
  return `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join(" L")}`;
}

function days(step) {
  return Array.from({ length: SEASON / step + 1 }, (_, at) => at * step);
}

function drawRow(row) {
  const { points, cap, halfLife } = read(row);
  const share = (day) => (points < 0 ? left(halfLife, day) : 1 - left(halfLife, day));
  row.querySelector("[data-curve]").setAttribute("d", path(days(3).map((day) => [day, CURVE * share(day)])));
  row.querySelector("[data-ground]").setAttribute("d", `M0 ${points < 0 ? 0 : CURVE} H90`);
  const isBelow = cap < Math.abs(points);
  const full = row.querySelector("[data-full]");
  full.hidden = !points || isBelow;
  full.textContent = full.textContent.replace(/\d+/, Math.ceil(cap / Math.abs(points || 1)));
  row.querySelector("[data-below]").hidden = !isBelow;
}

function levels() {
  return [2, 3, 4].map((level) => Number.parseInt(aside.querySelector(`[name$='level_${level}']`).value, 10) || 0);
}

function drawChart(row) {
  const { name, cap, halfLife } = read(row);
  const top = Math.max(cap, ...levels(), 1) * CHART.headroom;
  const height = (points) => CHART.height * (1 - points / top);
  const line = days(2).map((day) => [day * CHART.width / SEASON, height(cap * left(halfLife, day))]);
  aside.querySelector("[data-chart-name]").textContent = name;
  aside.querySelector("[data-chart-line]").setAttribute("d", path(line));
  levels().forEach((least, at) => {
    aside.querySelector(`[data-level-line="${at + 2}"]`).setAttribute("transform", `translate(0 ${height(least).toFixed(1)})`);
  });
}

function drawSums() {
  const adding = rows().map(read).filter((each) => each.isActive && each.points > 0);
  const sum = (of) => adding.reduce((total, each) => total + of(each), 0);
  const each = sum((type) => Math.min(type.points, type.cap));
  aside.querySelector("[data-caps]").value = sum((type) => type.cap);
  aside.querySelector("[data-each]").value = each;
  const level = 1 + levels().filter((least) => each >= least).length;
  aside.querySelector("[data-each-level]").textContent = levelWords.replace(/\d/, level);
}

function rows() {
  return [...table.querySelectorAll("[data-signal]")];
}

let current = null;

function look(row) {
  current?.classList.remove("is-looked-at");
  current = row;
  row.classList.add("is-looked-at");
  drawChart(row);
}

function follow(event) {
  const row = event.target.closest("[data-signal]");
  if (row) {
    drawRow(row);
    look(row);
  }
  if (current?.isConnected) drawChart(current);
  drawSums();
}

if (table) {
  rows().forEach(drawRow);
  if (rows().length) look(rows()[0]);
  table.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-signal]");
    if (row) look(row);
  });
  for (const name of ["input", "change", "draft:changed"]) document.querySelector("[data-draft]").addEventListener(name, follow);
}
