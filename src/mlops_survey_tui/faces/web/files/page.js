"use strict";
// Prepares the page for the terminal that terminal.js draws, and says what happened when the sitting has ended.
(() => {
  const { body, documentElement: root } = document;
  const terminal = document.getElementById("terminal");
  const end = document.getElementById("end");
  const again = document.getElementById("again");
  const folder = new URL(".", location.href);

  function theme() {
    const wish = body.dataset.themeWish;
    if (wish !== "auto") return wish;
    if (matchMedia("(prefers-contrast: more)").matches) return "contrast";
    return matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  }

  function focusTerminal() {
    if (end.hidden) document.querySelector(".xterm-helper-textarea")?.focus();
  }

  function showEnd({ title, text, hint = "" }, goesOn) {
    end.querySelector("#end-title").textContent = title;
    end.querySelector("#end-text").textContent = text;
    end.querySelector("#end-hint").textContent = hint;
    again.hidden = !goesOn;
    end.hidden = false;
    document.querySelector("main").inert = true;
    if (goesOn) again.focus();
  }

  function showTemplate(id) {
    showEnd(document.getElementById(id).dataset, false);
  }

  async function ended() {
    try {
      const answer = await fetch(new URL(`ended/${body.dataset.sitting}`, folder), { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.status);
      const said = await answer.json();
      if (!said.open) return showTemplate("gone");
      showEnd(said, true);
    } catch {
      showTemplate("gone");
    }
  }

  // terminal.js insists on WebGL, and draws with a plain canvas in the end: where WebGL is missing, an empty stand-in
  // lets it get that far.
  function standInForWebGl() {
    if (document.createElement("canvas").getContext("webgl2")) return;
    const original = HTMLCanvasElement.prototype.getContext;
    const nothing = new Proxy(function () {}, {
      get: (_, name) => (name === Symbol.toPrimitive ? () => 1 : nothing),
      apply: () => nothing,
    });
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind === "webgl2" ? nothing : original.call(this, kind, ...rest);
    };
  }

  root.dataset.theme = theme();
  const live = new URL(`live/${body.dataset.sitting}/${theme()}`, folder);
  live.protocol = "ws:";
  terminal.dataset.sessionWebsocketUrl = live.href;
  terminal.dataset.fontSize = innerWidth < 640 ? "13" : innerWidth < 1400 ? "16" : "18";
  again.addEventListener("click", () => location.reload());
  addEventListener("focus", focusTerminal);
  document.addEventListener("click", focusTerminal);

  new MutationObserver(() => {
    if (body.classList.contains("-loaded") && !body.dataset.started) {
      body.dataset.started = "yes";
      focusTerminal();
    }
    if (body.classList.contains("-closed") && !body.dataset.ended) {
      body.dataset.ended = "yes";
      ended();
    }
  }).observe(body, { attributes: true, attributeFilter: ["class"] });

  const open = window.onload;
  window.onload = async (event) => {
    await Promise.allSettled([document.fonts.load("16px 'Roboto Mono'"), document.fonts.load("bold 16px 'Roboto Mono'")]);
    standInForWebGl();
    try {
      open(event);
    } catch {
      showTemplate("undrawn");
    }
  };
})();
