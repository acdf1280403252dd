/* Terms inside a lesson: every [data-term] of the page becomes a button that opens its four forms and its meaning.
 * The bank is fetched when the first is pressed. One global, `LubanTerms`; it may be loaded twice. */
(function () {
  "use strict";
  if (window.LubanTerms) return;

  const LANGUAGES = ["ar", "fr", "en", "zh"];
  const CODES = { ar: "ع", fr: "FR", en: "EN", zh: "中文" };
  const HELD = "a, button, label, summary, legend, option";
  const AFTER = "p, h2, h3, h4, h5, h6, pre";
  const INSIDE = "li, dd, dt, td, th, figcaption, caption, blockquote, div, section, aside";
  const DRAWN = {
    sound: "M4 9.5v5h4l5 4.5v-14L8 9.5zM16.5 8.5a5 5 0 0 1 0 7M19 6a8.5 8.5 0 0 1 0 12",
    close: "M5 5l14 14M19 5 5 19",
  };
  let fetched = null;
  let made = 0;
  let open = null;

  const key = (text) => text.normalize("NFKC").toLowerCase().replace(/[‘’ʼ]/g, "'").replace(/\s+/g, " ").trim();
  const tag = (code) => (code === "zh" ? "zh-Hans" : code);
  const dir = (code) => (code === "ar" ? "rtl" : "ltr");

  function node(name, attributes, ...inside) {
    const one = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes || {})) one.setAttribute(attribute, value);
    one.append(...inside);
    return one;
  }

  function icon(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", DRAWN[name]);
    svg.append(path);
    return svg;
  }

  // Reading aloud, by the browser's own voices

  function voiceFor(code) {
    if (!window.speechSynthesis) return null;
    const voices = speechSynthesis.getVoices().filter((one) => one.lang.toLowerCase().replace("_", "-").split("-")[0] === code);
    const near = { ar: "ar-ma", fr: "fr-fr", en: "en-gb", zh: "zh-cn" }[code];
    return voices.find((one) => one.lang.toLowerCase().replace("_", "-") === near) || voices[0] || null;
  }

  function speak(text, code) {
    const voice = voiceFor(code);
    if (!voice) return;
    const said = new SpeechSynthesisUtterance(text);
    said.voice = voice;
    said.lang = voice.lang;
    said.rate = 0.9;
    speechSynthesis.cancel();
    speechSynthesis.speak(said);
  }

  // A button beside every [data-say] below `root`, hidden while the browser has no voice for its language.
  function listen(root, words) {
    for (const form of root.querySelectorAll("[data-say]")) {
      if (form.dataset.say) continue;
      form.dataset.say = "ready";
      const code = form.lang.slice(0, 2);
      const button = node("button", { type: "button", class: "lb-term-sound", "data-voice": code, "aria-label": words.listen.replace("%(language)s", words[code]) }, icon("sound"));
      button.hidden = !voiceFor(code);
      button.addEventListener("click", function (event) {
        event.preventDefault();
        speak(form.textContent, code);
      });
      const row = form.closest("summary");
      if (row) row.parentNode.querySelector(".lb-term-forms").before(button);
      else form.after(button);
    }
  }

  if (window.speechSynthesis && speechSynthesis.addEventListener) {
    speechSynthesis.addEventListener("voiceschanged", function () {
      for (const button of document.querySelectorAll("[data-voice]")) button.hidden = !voiceFor(button.dataset.voice);
    });
  }

  // The bank

  function source() {
    return document.querySelector("[data-luban-terms]");
  }

  function fetchBank() {
    fetched = fetched || fetch(source().dataset.lubanTerms, { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
      .then(function (bank) {
        const own = Array.from(document.querySelectorAll("[data-luban-terms] > script"), (one) => JSON.parse(one.textContent)).flat();
        const byName = new Map();
        for (const term of [...bank.terms, ...own]) for (const name of term.names) byName.set(name, term);
        return Object.assign(bank, { byName: byName });
      })
      .catch(function (error) {
        fetched = null;
        throw error;
      });
    return fetched;
  }

  // The panel

  function panelOf(bank, term, place) {
    const { words, language } = bank;
    const first = term[language] ? language : "en";
    const form = (code) => node("bdi", { lang: tag(code), dir: dir(code), "data-say": "" }, term[code]);
    const close = node("button", { type: "button", class: "lb-term-close", "aria-label": words.close }, icon("close"));
    const title = node("p", { class: "lb-term-title", id: place + "-title" }, form(first));
    const rows = LANGUAGES.filter((code) => code !== first && term[code]).map((code) =>
      node("div", {}, node("dt", { title: words[code] }, node("span", { "aria-hidden": "true" }, CODES[code]), node("span", { class: "lb-term-unseen" }, words[code])), node("dd", {}, form(code))));
    const panel = node("div", { class: "lb-term-panel", id: place, role: "group", tabindex: "-1", lang: tag(language), dir: bank.direction, "aria-labelledby": place + "-title" },
      node("div", { class: "lb-term-head" }, title, close));
    if (term.says) panel.append(node("p", { class: "lb-term-says" }, term.says));
    panel.append(node("dl", { class: "lb-term-forms" }, ...rows));
    listen(panel, words);
    close.addEventListener("click", () => shut(true));
    panel.addEventListener("keydown", (event) => { if (event.key === "Escape") shut(true); });
    return panel;
  }

  function put(panel, button) {
    const line = button.closest(AFTER);
    if (line && !line.closest("summary")) line.after(panel);
    else (button.closest(INSIDE) || button.parentNode).append(panel);
  }

  function shut(back) {
    if (!open) return;
    const { button, panel } = open;
    open = null;
    panel.remove();
    button.setAttribute("aria-expanded", "false");
    button.removeAttribute("aria-controls");
    if (back) button.focus();
  }

  async function press(button, name) {
    if (open && open.button === button) return shut(true);
    shut(false);
    let panel;
    const place = "lb-term-" + ++made;
    button.setAttribute("aria-busy", "true");
    try {
      const bank = await fetchBank();
      const term = bank.byName.get(name);
      if (!term) return button.replaceWith(...button.childNodes); // the bank has no such term: a word again
      panel = panelOf(bank, term, place);
    } catch (error) {
      panel = node("div", { class: "lb-term-panel", id: place, role: "group", tabindex: "-1" }, node("p", { class: "lb-term-says" }, source().dataset.failed || ""));
      panel.addEventListener("keydown", (event) => { if (event.key === "Escape") shut(true); });
    } finally {
      button.removeAttribute("aria-busy");
    }
    shut(false);
    put(panel, button);
    open = { button: button, panel: panel };
    button.setAttribute("aria-expanded", "true");
    button.setAttribute("aria-controls", place);
    panel.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest" });
  }

  function dress(root) {
    for (const word of root.querySelectorAll("[data-term]")) {
      const name = key(word.dataset.term);
      if (!name || word.closest(HELD) || word.querySelector("button, a")) continue;
      const button = node("button", { type: "button", class: "lb-term", "aria-expanded": "false" });
      button.append(...word.childNodes);
      word.append(button);
      button.addEventListener("click", () => press(button, name));
    }
  }

  function start() {
    if (!source()) return;
    dress(document);
    // What a block puts into the page later has terms too.
    new MutationObserver(function (changes) {
      for (const change of changes) for (const one of change.addedNodes) if (one.nodeType === 1 && one.parentNode) dress(one.parentNode);
    }).observe(document.body, { childList: true, subtree: true });
  }

  window.LubanTerms = { listen: listen };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
