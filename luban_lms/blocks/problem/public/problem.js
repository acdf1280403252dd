(function () {
  "use strict";

  const KEEPING = ["hint", "save"];
  const PARTS = ["head", "question", "hints", "feedback", "solution", "actions"];
  const PAUSE = 1500;
  const MOST_AFTER_LEAVING = 10000; // after a page is left a browser sends 64 kB in all; a sign takes up to 3 bytes

  window.LubanProblem = function (runtime, element, args) {
    const root = element.jquery ? element[0] : element;
    const form = root.querySelector("form.problem-form");
    if (!form) return;
    const words = (args && args.words) || {};
    let busy = false;
    let timer = 0;
    let sending = ""; // the answers that a button sent
    let saving = ""; // the answers that are on their way to be kept
    let refused = false; // nobody is signed in: not asked again until the trainee does something
    const pending = {}; // by handler: what was sent and not answered, with its key
    let kept = read();
    let graded = form.closest(".problem").dataset.verdict ? read() : null;

    function part(name) {
      return form.querySelector('[data-part="' + name + '"]');
    }

    function answers() {
      const found = {};
      for (const field of form.elements) {
        if (!field.name || !field.name.startsWith("input_")) continue;
        const id = field.name.replace(/^input_/, "").replace(/\[\]$/, "");
        if (field.type === "checkbox") {
          found[id] = found[id] || [];
          if (field.checked) found[id].push(field.value);
        } else if (field.type === "radio") {
          if (field.checked) found[id] = field.value;
        } else {
          found[id] = field.value;
        }
      }
      return found;
    }

    function read() {
      return JSON.stringify(answers());
    }

    function key() {
      if (window.crypto && crypto.randomUUID) return crypto.randomUUID();
      return Date.now().toString(36) + Math.random().toString(36).slice(2);
    }

    async function post(name, found) {
      const body = '{"answers":' + found + "}";
      // The same answer sent again after a lost connection carries the same key, so it counts once.
      if (!pending[name] || pending[name].body !== body) pending[name] = { body: body, key: key() };
      const response = await fetch(runtime.handlerUrl(root, name), {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "Idempotency-Key": pending[name].key },
        body: body,
        keepalive: body.length < MOST_AFTER_LEAVING,
      });
      const text = await response.text();
      let data;
      try {
        data = JSON.parse(text);
      } catch (error) {
        data = {};
      }
      if (response.status < 500) delete pending[name];
      refused = response.status === 401;
      // The host's own errors have a code in `error` and their sentence in `message`.
      if (!response.ok) throw Object.assign(new Error(), { said: data.message || data.error || words.failed });
      return data;
    }

    // With `typed` the fields stay as they are: something was typed after this page was asked for.
    function show(html, typed) {
      const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".problem");
      if (!fresh) return;
      form.closest(".problem").dataset.verdict = fresh.dataset.verdict;
      for (const name of PARTS) {
        if (typed && name === "question") continue;
        const now = part(name);
        const then = fresh.querySelector('[data-part="' + name + '"]');
        if (now && then && now.innerHTML !== then.innerHTML) now.innerHTML = then.innerHTML;
      }
      clocks();
    }

    function say(text, focus) {
      const panel = document.createElement("div");
      panel.className = "problem-panel problem-notice";
      panel.tabIndex = -1;
      panel.textContent = text;
      part("feedback").replaceChildren(panel);
      if (focus) panel.focus();
    }

    function state(text) {
      const place = form.querySelector("[data-saved]");
      if (place) place.textContent = text;
    }

    function hour(moment) {
      const language = document.documentElement.lang || "en";
      return new Intl.DateTimeFormat(language + "-u-nu-latn", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(moment);
    }

    function clocks() {
      for (const place of form.querySelectorAll("[data-clock]")) {
        const moment = new Date(place.dateTime);
        if (!isNaN(moment)) place.textContent = hour(moment);
      }
    }

    async function act(name, button) {
      if (busy) return;
      const before = read();
      if (name === "submit" && graded === before) {
        say(words.unchanged, true);
        return;
      }
      busy = true;
      sending = before;
      clearTimeout(timer);
      const text = button ? button.textContent : "";
      if (button) {
        button.setAttribute("aria-disabled", "true");
        if (name === "submit") button.textContent = words.sending;
      }
      try {
        const data = await post(name, before);
        const typed = KEEPING.includes(name) && read() !== before;
        show(data.html, typed);
        kept = typed ? before : read();
        if (["right", "partly", "wrong", "submitted"].includes(data.status)) graded = read();
        if (name === "reset") graded = null;
        const place = name === "hint" ? lastHint() : form.querySelector("[data-focus]");
        if (place && name !== "save") place.focus();
        else if (data.message) say(data.message, true);
        runtime.notify && runtime.notify(name, { state: "end", element: root });
      } catch (error) {
        if (button) {
          button.textContent = text;
          button.removeAttribute("aria-disabled");
        }
        say(error.said || words.unsent, true);
      } finally {
        busy = false;
        sending = "";
        if (!refused && read() !== kept) later();
      }
    }

    function lastHint() {
      const all = form.querySelectorAll(".problem-hint");
      const last = all[all.length - 1];
      if (last) last.tabIndex = -1;
      return last;
    }

    async function keep() {
      const now = read();
      if (now === kept || now === saving) return;
      saving = now;
      state(words.saving);
      try {
        const data = await post("save", now);
        kept = now;
        if (data.saved_at) state(words.saved.replace("%(time)s", hour(new Date(data.saved_at))));
      } catch (error) {
        state(words.unsaved);
      } finally {
        if (saving === now) saving = "";
      }
    }

    function later() {
      refused = false;
      clearTimeout(timer);
      timer = setTimeout(() => busy || keep(), PAUSE);
    }

    function leave() {
      clearTimeout(timer);
      if (!refused && sending !== read()) keep();
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      const button = event.submitter;
      act((button && button.dataset.act) || "submit", button);
    });
    form.addEventListener("input", function () {
      later();
      const button = form.querySelector('[data-act="submit"]');
      if (button && !busy && graded !== null && read() !== graded) button.textContent = words.check;
    });
    window.addEventListener("online", () => busy || refused || keep());
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", () => document.hidden && leave());
    clocks();
  };
})();
