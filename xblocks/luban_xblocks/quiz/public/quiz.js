/* The quiz without leaving the page: answers saved as one gives them, the next question in place, keys, the order
 * of things by buttons. Everything here also works as a form without a script. */
(function () {
  "use strict";
  if (window.LubanQuiz) return;

  const TYPED = "textarea, select, input:not([type=radio]):not([type=checkbox]):not([type=hidden])";

  window.LubanQuiz = function (runtime, element, args) {
    const kit = window.LubanKit;
    const host = kit.nodeOf(element);
    const root = host.querySelector("[data-quiz]");
    const words = args.words;
    const send = kit.sender(runtime, host, words);
    let busy = false;
    let saving = null;

    const form = () => root.querySelector("form[data-question]");
    const read = () => (form() ? kit.values(form()) : {});
    const clock = window.LubanQuizClock(root, words, timeIsOver);

    function say(text) {
      const place = root.querySelector("[data-notice]");
      const panel = document.createElement("p");
      panel.className = "lb-notice";
      panel.tabIndex = -1;
      panel.textContent = text;
      place.replaceChildren(panel);
      panel.focus();
    }

    // The cell of the open question: a dashed diamond while its answer has not reached the server.
    function mark(unsent) {
      const cell = root.querySelector(".lb-cell[aria-current]");
      if (!cell) return;
      cell.classList.toggle("is-unsent", unsent);
      const has = Object.entries(read()).some(([name, value]) => !["attempt", "question", "order"].includes(name) && (Array.isArray(value) ? value.length : String(value).trim()));
      const ordered = root.querySelector("[data-order]");
      const answered = ordered ? ordered.dataset.moved === "yes" || cell.classList.contains("is-answered") : has;
      if (!unsent) cell.classList.toggle("is-answered", answered);
      const box = root.querySelector("[data-save]");
      if (!unsent) box.removeAttribute("data-nothing");
      root.querySelector("[data-answered]").textContent = String(root.querySelectorAll(".lb-cells > .is-answered").length);
      const flagged = cell.classList.contains("is-flagged") ? " · " + words.flagged : "";
      cell.querySelector("[data-cell-words]").textContent = " · " + (unsent ? words.unsentState : (answered ? words.answered : words.empty) + flagged);
    }

    async function keep(values) {
      if (!values.question) return null;
      try {
        const data = await send("save_answer", values);
        if (data.html) { settle(data); return null; }
        mark(false);
        return data;
      } catch (error) {
        mark(true);
        throw error;
      }
    }

    function settle(data) {
      kit.replace(root, data.html, null);
      start();
      if (data.message) say(data.message);
    }

    function start() {
      kit.clocks(root);
      clock.start();
      if (saving) saving.settled();
    }

    async function act(name, values, button) {
      if (busy) return;
      busy = true;
      if (saving) saving.stop();
      if (button) button.setAttribute("aria-disabled", "true");
      try {
        const data = await send(name, values);
        kit.replace(root, data.html, null);
        start();
        place(name, data);
      } catch (error) {
        if (button) button.removeAttribute("aria-disabled");
        if (form()) mark(true);
        say(error.said || words.unsent);
      } finally {
        busy = false;
      }
    }

    function place(name, data) {
      if (data.message) return say(data.message);
      const target = (name === "check" || name === "reveal") && root.querySelector("[data-focus]");
      if (target) return target.focus();
      if (["flag", "hint", "move"].includes(name)) return undefined;
      const head = root.querySelector("[data-stem]") || root.querySelector("[data-title]");
      head.focus({ preventScroll: true });
      const top = root.getBoundingClientRect().top;
      if (top < 0 || top > innerHeight / 2) root.scrollIntoView({ block: "start" });
      return undefined;
    }

    async function timeIsOver() {
      if (saving) saving.stop();
      try { if (form()) await send("save_answer", read()); } catch (error) { /* what was saved before is handed in */ }
      act("collect", {}, null);
    }

    function moved(button) {
      const item = button.closest("li");
      const list = item.parentElement;
      const up = button.value.endsWith(":up");
      const other = up ? item.previousElementSibling : item.nextElementSibling;
      if (!other) return;
      list.insertBefore(up ? item : other, up ? other : item);
      list.dataset.moved = "yes";
      const items = Array.from(list.children);
      items.forEach((one, index) => { one.querySelector(".lb-order-number").textContent = String(index + 1); });
      button.focus();
      const said = words.moved.replace("%(place)s", items.indexOf(item) + 1).replace("%(total)s", items.length);
      root.querySelector("[data-order-says]").textContent = said;
      saving.later();
    }

    root.addEventListener("submit", function (event) {
      event.preventDefault();
      const button = event.submitter;
      if (button && button.dataset.act === "move") return moved(button);
      if (button && button.getAttribute("aria-disabled") === "true" && button.dataset.act !== "begin") return;
      const values = kit.values(event.target);
      if (button && button.name) values[button.name] = button.value;
      act((button && button.dataset.act) || event.target.dataset.usual || "collect", values, button);
    });

    root.addEventListener("input", () => saving.later());
    root.addEventListener("change", () => saving.later());

    function press(selector) {
      const button = root.querySelector(selector);
      if (button) button.click();
      return Boolean(button);
    }

    function key(event) {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || !form()) return;
      const inside = root.contains(event.target);
      const alone = event.target === document.body && document.querySelectorAll("[data-quiz]").length === 1;
      if (!(inside || alone) || (event.target.matches && event.target.matches(TYPED))) return;
      const rtl = root.dir === "rtl";
      let done = false;
      if (/^[1-9]$/.test(event.key)) {
        const option = form().querySelectorAll(".lb-choice > input:not(:disabled)")[Number(event.key) - 1];
        if (option) { option.focus(); option.click(); done = true; }
      } else if (event.key === "f" || event.key === "F") done = press('[data-act="flag"]');
      else if (event.key === "Enter" && !(event.target.matches && event.target.matches("button, a, summary, input"))) done = press("form[data-question] > .lb-unseen");
      else if (event.key === "ArrowRight") done = press('.lb-quiz-actions [value="' + (rtl ? "previous" : "next") + '"], .lb-skip-line [value="' + (rtl ? "-" : "next") + '"]');
      else if (event.key === "ArrowLeft") done = press('.lb-quiz-actions [value="' + (rtl ? "next" : "previous") + '"], .lb-skip-line [value="' + (rtl ? "next" : "-") + '"]');
      if (done) event.preventDefault();
    }
    document.addEventListener("keydown", key);

    saving = kit.autosave(root, read, keep, words);
    start();
    if (root.hasAttribute("data-collect")) act("collect", {}, null);
  };
})();
