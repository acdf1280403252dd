/* What the scripts of the blocks share: sending, saving as one writes, and putting the server's page in place.
 * One global, `LubanKit`; it may be loaded twice. */
(function () {
  "use strict";
  if (window.LubanKit) return;

  const PAUSE = 1500;
  const STALE = 15000;
  const MOST_AFTER_LEAVING = 10000; // after a page is left a browser sends 64 kB in all; a sign takes up to 3 bytes

  function newKey() {
    if (window.crypto && crypto.randomUUID) return crypto.randomUUID();
    return Date.now().toString(36) + Math.random().toString(36).slice(2);
  }

  function cookie(name) {
    const found = document.cookie.match(new RegExp("(?:^|; )" + name + "=([^;]+)"));
    return found ? decodeURIComponent(found[1]) : "";
  }

  function nodeOf(element) {
    return element && element.jquery ? element[0] : element;
  }

  // The same answer sent again after a lost connection carries the same key, so that it counts once.
  function sender(runtime, root, words) {
    const pending = {};
    return async function (name, values) {
      const body = JSON.stringify(values);
      if (!pending[name] || pending[name].body !== body) pending[name] = { body: body, key: newKey() };
      const headers = { "Content-Type": "application/json", "Idempotency-Key": pending[name].key };
      const token = cookie("csrftoken");
      if (token) headers["X-CSRFToken"] = token;
      const response = await fetch(runtime.handlerUrl(root, name), {
        method: "POST", credentials: "same-origin", headers: headers, body: body, keepalive: body.length < MOST_AFTER_LEAVING,
      });
      let data = {};
      try { data = JSON.parse(await response.text()); } catch (error) { /* not ours */ }
      if (response.status < 500) delete pending[name];
      // The host's own errors have a code in `error` and their sentence in `message`.
      if (!response.ok) throw Object.assign(new Error(), { said: data.message || data.error || words.failed, place: data.place || "", data: data, status: response.status });
      return data;
    };
  }

  // What stands in the fields of a form, by name: texts, and lists for names ending in [].
  function values(form) {
    const found = {};
    for (const field of form.elements) {
      if (!field.name || field.disabled || field.type === "submit" || field.type === "button") continue;
      if (field.name.endsWith("[]")) {
        const name = field.name.slice(0, -2);
        found[name] = found[name] || [];
        if (field.type !== "checkbox" || field.checked) found[name].push(field.value);
      } else if (field.type === "radio" || field.type === "checkbox") {
        if (field.checked) found[field.name] = field.value;
      } else if (field.type !== "file") {
        found[field.name] = field.value;
      }
    }
    return found;
  }

  // Put the server's HTML in the place of `root`'s, and give the focus and what was typed since back.
  function replace(root, html, typedAt) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".luban");
    const old = root.classList.contains("luban") ? root : root.querySelector(".luban");
    if (!fresh || !old) return;
    const form = old.querySelector("form");
    const later = form && typedAt ? values(form) : {};
    const active = document.activeElement;
    const held = old.contains(active) ? { id: active.id, name: active.name, value: active.value, at: active.selectionStart } : null;
    const open = Array.from(old.querySelectorAll("details"), (one) => one.open);
    old.replaceChildren(...fresh.childNodes);
    for (const name of ["lang", "dir", "class"]) if (fresh.getAttribute(name)) old.setAttribute(name, fresh.getAttribute(name));
    old.querySelectorAll("details").forEach((one, index) => { if (open[index]) one.open = true; });
    const now = old.querySelector("form");
    if (now && typedAt) {
      for (const field of now.elements) {
        if (!field.name || field.type === "hidden" || !(field.name in later) || typeof later[field.name] !== "string") continue;
        if (later[field.name] !== typedAt[field.name] && ["text", "textarea", "date"].includes(field.type)) field.value = later[field.name];
      }
    }
    if (held) {
      const again = (held.id && old.querySelector("#" + CSS.escape(held.id)))
        || (held.name && Array.from(old.querySelectorAll("[name]")).find((one) => one.name === held.name && one.value === held.value));
      if (again) {
        again.focus({ preventScroll: true });
        if (held.at != null && again.setSelectionRange && again.type === "text") again.setSelectionRange(held.at, held.at);
      }
    }
    clocks(old);
  }

  function language() {
    return (document.documentElement.lang || "en") + "-u-nu-latn";
  }

  function clocks(root) {
    const hour = new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const day = new Intl.DateTimeFormat(language(), { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    for (const place of root.querySelectorAll("[data-clock], [data-moment]")) {
      const moment = new Date(place.dateTime);
      if (!isNaN(moment)) place.textContent = (place.hasAttribute("data-clock") ? hour : day).format(moment);
    }
  }

  function saidAt(words, iso) {
    const moment = new Date(iso);
    const time = new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(moment);
    return words.saved.replace("%(time)s", time);
  }

  // Saves a while after the last change; `send` returns a promise of {saved_at}.
  function autosave(root, read, send, words) {
    let kept = JSON.stringify(read());
    let timer = 0;
    let since = 0;
    let running = ""; // what is on its way
    let refused = false; // nobody is signed in: not asked again until the trainee does something
    function say(text, late) {
      const place = root.querySelector("[data-saved]");
      if (place) place.textContent = text;
      const box = root.querySelector("[data-save]");
      if (box) box.classList.toggle("is-unsaved", Boolean(late));
    }
    async function save(leaving) {
      const now = JSON.stringify(read());
      if (now === kept || now === running || (running && leaving !== true)) return;
      running = now;
      say(words.saving, false);
      try {
        const data = await send(JSON.parse(now));
        kept = now;
        since = 0;
        refused = false;
        if (data && data.saved_at) say(saidAt(words, data.saved_at), false);
      } catch (error) {
        since = since || Date.now();
        say(error.said || words.unsaved, Date.now() - since > STALE);
        clearTimeout(timer);
        refused = error.status === 401;
        if (!refused) timer = setTimeout(save, 5000);
      } finally {
        if (running === now) running = "";
      }
      if (!since && JSON.stringify(read()) !== kept) later();
    }
    function later() {
      refused = false;
      clearTimeout(timer);
      timer = setTimeout(save, PAUSE);
    }
    function leave() {
      clearTimeout(timer);
      if (!refused) save(true);
    }
    window.addEventListener("online", () => refused || save());
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", () => document.hidden && leave());
    return { later: later, save: save, stop: () => clearTimeout(timer), settled: () => { kept = JSON.stringify(read()); since = 0; } };
  }

  // A number as it was typed: the same rules as the server's, for what the page draws while one types.
  function number(text, lang) {
    let s = String(text).replace(/[\s\u00a0\u202f\u2009'’٬%٪％\u200e\u200f\u061c]/g, "");
    s = s.replace(/[٠-٩]/g, (d) => d.charCodeAt(0) - 0x660).replace(/[۰-۹]/g, (d) => d.charCodeAt(0) - 0x6f0)
      .replace(/[０-９]/g, (d) => d.charCodeAt(0) - 0xff10).replace(/[٫．]/g, ".").replace(/[،，]/g, ",").replace(/[−－]/g, "-");
    const commas = s.split(",").length - 1, points = s.split(".").length - 1;
    if (commas && points) {
      const decimal = s.lastIndexOf(",") > s.lastIndexOf(".") ? "," : ".";
      s = s.split(decimal === "," ? "." : ",").join("").replace(decimal, ".");
    } else if (commas === 1) s = s.replace(",", /^(en|zh)/.test(lang) && /^[-+]?[1-9]\d{0,2},\d{3}$/.test(s) ? "" : ".");
    else if (commas > 1) s = s.split(",").join("");
    else if (points > 1) s = s.split(".").join("");
    return /^[-+]?(\d+(\.\d*)?|\.\d+)$/.test(s) ? Number(s) : null;
  }

  function shown(value, lang, places) {
    const text = value.toLocaleString("en-US", { minimumFractionDigits: places, maximumFractionDigits: places });
    return /^(ar|fr)/.test(lang) ? text.replace(/,/g, "\u00a0").replace(".", ",") : text;
  }

  window.LubanKit = { nodeOf, sender, values, replace, clocks, autosave, number, shown, saidAt };
})();
