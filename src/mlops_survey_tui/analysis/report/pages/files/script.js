"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  const kept = {
    get: () => { try { return localStorage.getItem("report-theme") || ""; } catch { return ""; } },
    set: (value) => { try { localStorage.setItem("report-theme", value); } catch { /* nothing is kept then */ } },
  };
  const theme = document.getElementById("theme");
  const colour = (value) => { value ? root.dataset.theme = value : delete root.dataset.theme; };
  theme.value = kept.get();
  colour(theme.value);
  theme.addEventListener("change", () => { colour(theme.value); kept.set(theme.value); });

  const figures = new Map();
  const of = (place) => {
    if (!figures.has(place)) figures.set(place, JSON.parse(document.getElementById(place + "-figures").textContent));
    return figures.get(place);
  };
  const visible = (text) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (one) => "\u200c\u200d".includes(one) ? one : `‹U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}›`);
  const make = (name, style, text) => {
    const one = document.createElement(name);
    if (style) one.className = style;
    if (text !== undefined) one.textContent = visible(text);
    return one;
  };

  // Figures in words, as the charts write them.
  const signed = (text) => text.replace("-", "−");
  const written = {
    percent: (v) => v > 0 && v < 0.5 ? "<1%" : v >= 99.5 && v < 100 ? ">99%" : v.toFixed(0) + "%",
    points: (v) => (v > 0 ? "+" : "") + v.toFixed(1), score: (v) => v.toFixed(2), rank: (v) => v.toFixed(1), mean: (v) => v.toFixed(1),
  };
  const say = (value, unit) => value === null || value === undefined ? "–"
    : signed((written[unit] || ((v) => v.toLocaleString("en", { maximumFractionDigits: Math.abs(v) >= 100 ? 0 : 1 })))(value));

  // Filters: the figures of a group as bars of HTML, with everybody's as a mark.
  const MOST = 40, VALUE = 0, LOW = 1, HIGH = 2, N = 4, HIDDEN = 8;
  const valueOf = (row) => Array.isArray(row) && row[VALUE] !== undefined ? row[VALUE] : null;
  const reasonOf = (row) => typeof row === "string" ? row : row && row[HIDDEN] || "";
  const why = (row) => "not shown" + (reasonOf(row) ? ": " + reasonOf(row) : "");
  const find = (data, variable, code) => {
    const filter = data.filters.find((one) => one.variable === variable);
    const group = filter && filter.groups.find((one) => one[0] === code);
    return group ? { filter, label: group[1], n: group[2], hidden: group[3], lines: group[4] } : null;
  };
  const ends = (data, group) => {
    const reach = {};
    for (const [id, , ...rows] of data.lines) data.series.forEach(([, , unit], at) => {
      for (const row of [rows[at], (group.lines[id] || [])[at]]) for (const end of Array.isArray(row) ? [row[VALUE], row[LOW], row[HIGH]] : []) {
        if (typeof end !== "number") continue;
        const found = reach[unit] ||= [0, 0];
        found[0] = Math.min(found[0], end); found[1] = Math.max(found[1], end);
      }
    });
    return reach;
  };
  const part = (value, [low, high]) => 100 * (value - low) / (high - low || 1);
  const track = (data, at, own, all, reach) => {
    const unit = data.series[at][2], value = valueOf(own), everybody = valueOf(all), scale = reach[unit] || [0, 1];
    const line = make("div", "track s" + at), rail = make("div", "rail"), said = make("div", "figure");
    if (value !== null) {
      const bar = make("div", "fill"), from = part(Math.min(0, value), scale), to = part(Math.max(0, value), scale);
      bar.style.setProperty("--from", from + "%"); bar.style.setProperty("--size", (to - from) + "%");
      rail.append(bar);
    }
    if (everybody !== null) {
      const mark = make("div", "all");
      mark.style.setProperty("--at", part(everybody, scale) + "%");
      rail.append(mark);
    }
    const name = data.series.length > 1 ? data.series[at][1] + " " : "";
    said.textContent = name + (value === null ? why(own) : say(value, unit));
    said.append(make("small", "", ` (all ${say(everybody, unit)})`));
    line.append(rail, said);
    return line;
  };
  const stack = (data, rows, style) => {
    const bar = make("div", "stack " + style), total = Math.max(100, data.series.reduce((sum, one, at) => sum + (one[3] ? valueOf(rows[at]) || 0 : 0), 0));
    data.series.forEach(([, label, unit, shade], at) => {
      const value = valueOf(rows[at]);
      if (!shade || !value) return;
      const piece = make("i", shade, style || value < 9 ? "" : say(value, unit));
      piece.style.width = 100 * value / total + "%";
      piece.title = `${label}: ${say(value, unit)}`;
      bar.append(piece);
    });
    if (data.series.some(([, , , shade], at) => shade && valueOf(rows[at]) === null)) bar.append(make("i", "unknown"));
    return bar;
  };
  const stacked = (data, own, all) => {
    const tracks = make("div", "tracks");
    if (data.series.every(([, , , shade], at) => !shade || valueOf(own[at]) === null)) {
      tracks.append(make("div", "figure", why(own[0])));
      return tracks;
    }
    tracks.append(stack(data, own, ""), stack(data, all, "everybody"));
    tracks.append(make("small", "", data.series.map(([, label, unit], at) => `${label} ${say(valueOf(own[at]), unit)}`).join(" · ")));
    return tracks;
  };
  const show = (place, variable, code) => {
    const view = document.getElementById(place + "-view"), figure = document.querySelector(`#${CSS.escape(place)} figure`);
    const group = variable && find(of(place), variable, code);
    view.replaceChildren();
    view.hidden = !group;
    figure.hidden = !!group;
    if (!group) return;
    const data = of(place), reach = ends(data, group);
    view.append(make("p", "who", `${group.filter.label}: ${group.label}` + (group.hidden ? "" : ` · n = ${group.n.toLocaleString("en")}`)));
    if (group.hidden) { view.append(make("p", "", `The answers of this group are not shown: ${group.hidden}.`)); return; }
    view.append(make("p", "", data.stacked ? "The thin bar below is everybody." : "The upright mark is everybody."));
    const rows = data.lines.filter(([id]) => id in group.lines);
    for (const [id, label, ...all] of rows.slice(0, MOST)) {
      const row = make("div", "grouprow"), own = group.lines[id] || [];
      let tracks;
      if (data.stacked) tracks = stacked(data, own, all);
      else {
        tracks = make("div", "tracks");
        data.series.slice(0, 3).forEach((_, at) => tracks.append(track(data, at, own[at], all[at], reach)));
      }
      row.append(make("div", "", label), tracks);
      view.append(row);
    }
    if (rows.length > MOST) view.append(make("p", "", `The first ${MOST} of ${rows.length} lines are shown; the file of figures has all of them.`));
  };

  // The address says which group is shown where: #place/variable/code, or #everywhere/variable/code.
  const choices = [...document.querySelectorAll("select.group")];
  const everywhere = document.getElementById("everywhere");
  const placeOf = (choice) => choice.closest("article").id;
  const choose = (choice, wish) => {
    const has = [...choice.options].some((one) => one.value === wish);
    choice.value = has ? wish : "";
    const cut = choice.value.indexOf("/");
    show(placeOf(choice), choice.value && choice.value.slice(0, cut), choice.value.slice(cut + 1));
  };
  const address = (place, wish) => history.replaceState(null, "", wish ? `#${place}/${wish.split("/").map(encodeURIComponent).join("/")}` : `#${place}`);
  const follow = () => {
    const [place, ...rest] = location.hash.slice(1).split("/").map((one) => { try { return decodeURIComponent(one); } catch { return one; } });
    const wish = rest.join("/");
    if (place === "everywhere" && everywhere) {
      everywhere.value = wish;
      choices.forEach((choice) => choose(choice, wish));
    } else if (wish) {
      const choice = choices.find((one) => placeOf(one) === place);
      if (choice) { choose(choice, wish); document.getElementById(place).scrollIntoView(); }
    }
  };
  choices.forEach((choice) => choice.addEventListener("change", () => { choose(choice, choice.value); address(placeOf(choice), choice.value); }));
  everywhere && everywhere.addEventListener("change", () => {
    choices.forEach((choice) => choose(choice, everywhere.value));
    address(everywhere.value ? "everywhere" : "report", everywhere.value);
  });
  addEventListener("hashchange", follow);
  follow();

  // Downloads: what the page holds already, as a file.
  const cell = (value) => {
    const text = value === null || value === undefined ? "" : String(value);
    const plain = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
    return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  const records = (data) => {
    const rows = [];
    const add = (variable, code, id, label, estimates) => data.series.forEach(([series, name, unit], at) => {
      const given = estimates[at] || [], row = Array.isArray(given) ? given : [];
      rows.push({ edition: data.edition, result: data.id, group_variable: variable, group: code, line: id, line_label: label,
        series, series_label: name, unit, ...Object.fromEntries(data.columns.map((column, place) => [column, row[place] ?? (column === "hidden" ? reasonOf(given) : null)])) });
    });
    const labels = new Map(data.lines.map(([id, label]) => [id, label]));
    for (const [id, label, ...estimates] of data.lines) add("", "", id, label, estimates);
    for (const filter of data.filters) for (const [code, , , hidden, lines] of filter.groups) if (!hidden)
      for (const [id, estimates] of Object.entries(lines)) add(filter.variable, code, id, labels.get(id) ?? id, estimates);
    return rows;
  };
  const files = {
    csv: (data) => {
      const rows = records(data), names = rows.length ? Object.keys(rows[0]) : [];
      return ["text/csv", [names, ...rows.map(Object.values)].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n"];
    },
    json: (data) => {
      const { columns, lines, filters, series, stacked: _, ...about } = data;
      return ["application/json", JSON.stringify({ ...about, groups: filters.map((one) => ({ variable: one.variable, label: one.label,
        groups: one.groups.map(([code, label, n, hidden]) => ({ code, label, n, hidden })) })), figures: records(data) }, null, 1)];
    },
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-format]");
    if (!button) return;
    const data = of(button.dataset.of), [kind, text] = files[button.dataset.format](data);
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([text], { type: kind + ";charset=utf-8" }));
    link.download = `${data.edition}-${data.id}.${button.dataset.format}`.replace(/[^\w.-]+/g, "-");
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });

  // On paper: how each result was measured, and the tables of charts that leave lines out.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.measured:not([open]),details.needed:not([open])")];
    opened.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((one) => { one.open = false; }));
})();
