/* An exercise: checks, opens cases and saves without leaving the page. An exercise of its own registers
 * `LubanSimulators[type] = { start(root, kit, args), leave() }`; `start` runs after every new page of it. */
(function () {
  "use strict";
  window.LubanSimulators = window.LubanSimulators || {};
  if (window.LubanSimulator) return;

  window.LubanSimulator = function (runtime, element, args) {
    const kit = window.LubanKit;
    const root = kit.nodeOf(element).querySelector("[data-simulator]");
    const words = args.words;
    const send = kit.sender(runtime, kit.nodeOf(element), words);
    const own = () => window.LubanSimulators[args.kind] || (root.classList.contains("lb-worksheet") ? window.LubanWorksheet : null);
    let busy = false;
    let began = Date.now();

    const form = () => root.querySelector("[data-form]");
    const caseName = () => form().querySelector('input[name="case"]').value;
    function inputs() {
      const found = {};
      for (const [name, value] of Object.entries(kit.values(form()))) if (name.startsWith("in-")) found[name.slice(3)] = value;
      return found;
    }
    const saving = kit.autosave(root, () => ({ case: caseName(), inputs: inputs() }), (now) => send("keep", now), words);

    function say(text) {
      const place = root.querySelector(".lb-feedback-place");
      const panel = document.createElement("div");
      panel.className = "lb-notice";
      panel.tabIndex = -1;
      panel.textContent = text;
      place.replaceChildren(panel);
      panel.focus();
    }

    function start() {
      kit.clocks(root);
      if (own()) own().start(root, kit, { ...args, act: act, changed: saving.later, inputs: inputs });
    }

    async function act(name, values, button) {
      if (busy) return null;
      busy = true;
      saving.stop();
      const before = kit.values(form());
      const label = button && name === "check" ? button.textContent : "";
      if (button) button.setAttribute("aria-disabled", "true");
      if (label) button.textContent = words.sending;
      try {
        const leaving = name === "open_case" && JSON.stringify(inputs()) !== "{}" ? saving.save() : null;
        if (leaving) await leaving;
        const data = await send(name, values);
        if (name !== "check") began = Date.now();
        kit.replace(root, data.html, name === "check" ? before : null);
        start();
        saving.settled();
        const marked = data.place && Array.from(form().elements).find((one) => one.name === "in-" + data.place);
        const place = marked || root.querySelector("[data-focus]");
        if (name === "check" && place) place.focus();
        else if (data.message && name !== "check") say(data.message);
        else if (name === "open_case") { const head = root.querySelector(".lb-title"); head.tabIndex = -1; head.focus({ preventScroll: true }); }
        return data;
      } catch (error) {
        if (button) { button.removeAttribute("aria-disabled"); if (label) button.textContent = label; }
        say(error.said || words.unsent);
        return null;
      } finally {
        busy = false;
      }
    }

    root.addEventListener("submit", function (event) {
      event.preventDefault();
      const button = event.submitter;
      const name = (button && button.dataset.act) || "check";
      const chosen = button && button.name === "case" ? button.value : caseName();
      const values = { case: chosen };
      if (name === "check") Object.assign(values, { inputs: inputs(), seconds: String(Math.round((Date.now() - began) / 1000)) });
      act(name, values, button);
    });
    root.addEventListener("input", saving.later);
    root.addEventListener("change", saving.later);
    start();
  };
})();
