"use strict";
const data = JSON.parse(document.getElementById("graph").textContent);
const flow = document.querySelector(".flow");
const lines = flow.querySelector("svg");
const panel = document.getElementById("panel");
const introduction = panel.innerHTML;
const search = document.getElementById("search");
const found = document.getElementById("found");
const sections = [...document.querySelectorAll("section.section")];
const rows = [...document.querySelectorAll("[data-node]")];
const rowOf = new Map(rows.map((row) => [row.dataset.node, row]));
const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const before = new Map(), after = new Map();
for (const edge of data.edges) {
  if (!before.has(edge.target)) before.set(edge.target, []);
  if (!after.has(edge.source)) after.set(edge.source, []);
  before.get(edge.target).push(edge);
  after.get(edge.source).push(edge);
}
let chosen = null;

function highlight(id) {
  for (const row of rows) row.classList.remove("chosen", "before", "after");
  if (id !== null) {
    for (const edge of before.get(id) || []) rowOf.get(edge.source)?.classList.add("before");
    for (const edge of after.get(id) || []) rowOf.get(edge.target)?.classList.add("after");
    rowOf.get(id)?.classList.add("chosen");
  }
  draw(id);
}

function middle(id) {
  let row = rowOf.get(id);
  const folded = row?.closest(".folded .body");
  if (folded) row = folded.parentElement.querySelector(".heading");
  if (!row || !row.offsetParent) return null;
  const box = row.getBoundingClientRect();
  return box.top + box.height / 2 - flow.getBoundingClientRect().top;
}

function draw(id) {
  lines.replaceChildren();
  const here = id === null ? null : middle(id);
  if (here === null) return;
  const sides = [[before, "source", "var(--before)"], [after, "target", "var(--after)"]];
  for (const [edges, end, color] of sides) {
    const seen = new Set();
    for (const edge of edges.get(id) || []) {
      const there = middle(edge[end]);
      if (there === null || seen.has(edge[end])) continue;
      seen.add(edge[end]);
      const reach = Math.min(66, 18 + Math.abs(there - here) / 14);
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", `M0 ${here}C${reach * 1.3} ${here} ${reach * 1.3} ${there} 2 ${there}`);
      path.setAttribute("style", `fill:none;stroke:${color};stroke-width:1.8`);
      const tip = document.createElementNS("http://www.w3.org/2000/svg", "circle");
      tip.setAttribute("cx", 2);
      tip.setAttribute("cy", end === "target" ? there : here);
      tip.setAttribute("r", 3.5);
      tip.setAttribute("style", `fill:${color}`);
      lines.append(path, tip);
    }
  }
}

function add(parent, name, text, style) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (style) element.className = style;
  parent.append(element);
  return element;
}

function addLinks(title, style, edges, end) {
  add(panel, "h3", `${title} (${edges.length})`, style);
  if (!edges.length) add(panel, "p", "nothing");
  const list = add(panel, "ul");
  for (const edge of edges) {
    const item = add(list, "li");
    const button = add(item, "button", nodes.get(edge[end]).name);
    button.type = "button";
    button.addEventListener("click", () => choose(edge[end], true));
    add(item, "span", ` ${end === "source" ? data.kinds[edge.kind] : edge.kind}`, "sort");
    if (edge.badge) add(item, "span", edge.badge, `badge ${edge.state}`);
    add(item, "span", edge.text, "note");
  }
}

function describe(id) {
  const node = nodes.get(id);
  panel.replaceChildren();
  add(panel, "h2", node.name);
  add(panel, "p", [node.kind, node.sort].filter(Boolean).join(" · "), "sort");
  if (node.text) add(panel, "p", node.text);
  for (const note of node.notes) add(panel, "p", note, "note");
  if (node.badge) add(panel, "span", node.badge, `badge ${node.state}`);
  for (const note of node.said) add(panel, "p", note, "note");
  addLinks("Depends on", "before", before.get(id) || [], "source");
  addLinks("What depends on it", "after", after.get(id) || [], "target");
}

function choose(id, go) {
  chosen = id;
  for (const row of rows) row.setAttribute("aria-pressed", String(row.dataset.node === id));
  if (id === null) {
    panel.innerHTML = introduction;
  } else {
    const row = rowOf.get(id);
    row.hidden = false;
    const section = row.closest("section.section");
    if (section) section.hidden = false;
    if (row.closest(".body")) setOpen(section, true);
    describe(id);
    if (go) {
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: "center" });
    }
    history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  }
  highlight(id);
}

function filter() {
  const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const missed = document.getElementById("missed")?.getAttribute("aria-pressed") === "true";
  let count = 0;
  for (const row of rows) {
    const text = row.textContent.toLocaleLowerCase();
    const shown = words.every((word) => text.includes(word)) && (!missed || row.matches(".missed,.partly"));
    row.hidden = !shown && !row.closest(".heading");
    if (shown) count += 1;
    row.dataset.shown = shown;
  }
  const searching = words.length > 0 || missed;
  for (const section of sections) {
    const inside = [...section.querySelectorAll("[data-node]")];
    section.hidden = searching && !inside.some((row) => row.dataset.shown === "true");
    if (searching && inside.some((row) => !row.hidden && row.closest(".body"))) setOpen(section, true);
  }
  for (const alone of flow.querySelectorAll(".alone")) alone.hidden = alone.querySelector("[data-node]").hidden;
  found.textContent = searching ? `${count} found` : "";
  draw(chosen);
}

function move(step) {
  const shown = rows.filter((row) => row.offsetParent);
  const index = shown.indexOf(document.activeElement.closest("[data-node]"));
  const next = shown[index < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, index + step))];
  next?.focus();
}

function setOpen(section, open) {
  section.classList.toggle("folded", !open);
  section.querySelector(".fold").setAttribute("aria-expanded", String(open));
}

function openAll(open) {
  for (const section of sections) setOpen(section, open);
  draw(chosen);
}

for (const row of rows) {
  row.addEventListener("click", () => choose(row.dataset.node === chosen ? null : row.dataset.node, false));
  row.addEventListener("mouseenter", () => highlight(row.dataset.node));
  row.addEventListener("mouseleave", () => highlight(chosen));
}
search.addEventListener("input", filter);
document.getElementById("open").addEventListener("click", () => openAll(true));
document.getElementById("close").addEventListener("click", () => openAll(false));
document.getElementById("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});
document.getElementById("missed")?.addEventListener("click", (event) => {
  const button = event.currentTarget;
  button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
  filter();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    if (search.value) search.value = "";
    else choose(null, false);
    filter();
  } else if (event.target === search) {
    if (event.key === "ArrowDown") { event.preventDefault(); move(0); }
  } else if (event.key === "/") {
    event.preventDefault();
    search.focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  }
});
addEventListener("resize", () => draw(chosen));
for (const section of sections) {
  section.querySelector(".fold").addEventListener("click", () => {
    setOpen(section, section.classList.contains("folded"));
    draw(chosen);
  });
}
if (data.folded) openAll(false);
const wanted = decodeURIComponent(location.hash.slice(1));
if (nodes.has(wanted)) choose(wanted, true);
