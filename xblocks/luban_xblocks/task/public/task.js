/* The task without leaving the page: the draft is saved as one writes, files go up one by one, marks are given in
 * place. Everything here also works as a form without a script. */
(function () {
  "use strict";
  if (window.LubanTask) return;

  const STAYS = ["remove_file", "keep"];

  window.LubanTask = function (runtime, element, args) {
    const kit = window.LubanKit;
    const host = kit.nodeOf(element);
    const root = host.querySelector("[data-task]");
    const words = args.words;
    const send = kit.sender(runtime, host, words);
    let busy = false;
    let saving = null;

    const form = () => root.querySelector("form[data-draft]");
    const read = () => (form() ? kit.values(form()) : {});
    const files = window.LubanSending({
      address: () => runtime.handlerUrl(host, "upload"),
      words: words,
      language: args.language,
      list: () => root.querySelector("[data-sending]"),
      say: (text) => { const place = root.querySelector("[data-sent]"); if (place) place.textContent = text; },
      placed: placed,
      changed: settle,
      idle: room,
    });

    function say(text) {
      const panel = document.createElement("p");
      panel.className = "lb-notice";
      panel.tabIndex = -1;
      panel.textContent = text;
      root.querySelector("[data-notice]").replaceChildren(panel);
      panel.focus();
    }

    function placed(html) {
      const list = root.querySelector("[data-file-list]");
      if (list) list.innerHTML = html;
      room();
    }

    // How many files are there, and whether one more may come.
    function room() {
      const box = root.querySelector("[data-files]");
      if (!box) return;
      const most = Number(box.dataset.most);
      const count = box.querySelectorAll("[data-kept-files] > li").length;
      box.querySelector("[data-room-words]").textContent = words.count.replace("%(count)s", count).replace("%(most)s", most);
      box.querySelector("[data-add]").hidden = count + box.querySelectorAll("[data-sending] > li:not(.is-lost)").length >= most;
    }

    function start() {
      kit.clocks(root);
      for (const one of root.querySelectorAll("[data-plain]")) one.hidden = true;
      root.toggleAttribute("data-collect", Boolean(root.querySelector('[data-act="collect"]')));
      for (const one of root.querySelectorAll("[data-scripted]")) one.hidden = false;
      const input = root.querySelector(".lb-file-input");
      if (input) {
        input.multiple = true;
        input.closest(".lb-add").classList.add("is-drawn");
      }
      if (saving) saving.settled();
    }

    function settle(data) {
      kit.replace(root, data.html, null);
      start();
      if (data.message && data.status !== "marked") say(data.message);
    }

    async function keep(values) {
      if (!values.draft) return null;
      const data = await send("keep", values);
      if (data.html) { settle(data); return null; }
      return data;
    }

    async function act(name, values, button) {
      if (busy || (files.busy() && ["review", "hand_in"].includes(name))) return;
      busy = true;
      if (saving) saving.stop();
      if (saving && form() && !values.draft) await saving.save();
      if (button) button.setAttribute("aria-disabled", "true");
      try {
        const data = await send(name, values);
        // On another page other things are folded: which, the server says.
        if (!STAYS.includes(name)) for (const one of root.querySelectorAll("details")) one.open = false;
        kit.replace(root, data.html, STAYS.includes(name) ? values : null);
        start();
        focus(name, data);
      } catch (error) {
        if (button) button.removeAttribute("aria-disabled");
        say(error.said || words.unsent);
      } finally {
        busy = false;
      }
    }

    function focus(name, data) {
      const wrong = data.status === "refused" && (root.querySelector(".lb-works [data-focus]") || root.querySelector('[aria-invalid="true"]'));
      if (wrong) {
        wrong.focus();
        return;
      }
      if (name === "remove_file") {
        const input = root.querySelector(".lb-file-input");
        if (input) input.focus();
        return;
      }
      if (name === "keep" || name === "collect") return;
      const notice = root.querySelector("[data-notice] [data-focus]");
      const place = name === "mark" ? root.querySelector("[data-works]") : (data.status === "refused" && notice) || (name === "improve" && root.querySelector("[data-improving]")) || root.querySelector("[data-section]") || root.querySelector("[data-title]");
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: ["mark", "improve"].includes(name) ? "start" : "nearest" });
      const top = root.getBoundingClientRect().top;
      if (!["mark", "improve"].includes(name) && top < 0) root.scrollIntoView({ block: "start" });
    }

    root.addEventListener("submit", function (event) {
      event.preventDefault();
      const button = event.submitter;
      if (button && button.getAttribute("aria-disabled") === "true") return;
      const values = kit.values(event.target);
      if (button && button.name) values[button.name] = button.value;
      act((button && button.dataset.act) || "keep", values, button);
    });

    root.addEventListener("change", function (event) {
      if (event.target.classList.contains("lb-file-input")) {
        const box = root.querySelector("[data-files]");
        const left = Number(box.dataset.most) - box.querySelectorAll("[data-kept-files] > li").length;
        const chosen = Array.from(event.target.files).slice(0, Math.max(left, 0));
        event.target.value = "";
        if (chosen.length) files.add(chosen);
      } else if (form() && form().contains(event.target)) saving.later();
    });
    root.addEventListener("input", (event) => { if (form() && form().contains(event.target)) saving.later(); });
    root.addEventListener("dragover", (event) => mark(event, true));
    root.addEventListener("dragleave", (event) => mark(event, false));
    root.addEventListener("drop", (event) => mark(event, false));

    // A file that is dragged over the place is dropped on its input: the browser's own way.
    function mark(event, over) {
      const place = event.target.closest && event.target.closest(".lb-add");
      if (place) place.classList.toggle("is-over", over);
    }

    saving = kit.autosave(root, read, keep, words);
    start();
    if (root.hasAttribute("data-collect")) act("collect", {}, null);
  };
})();
