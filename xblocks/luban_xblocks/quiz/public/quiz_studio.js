/* The editor of questions: adds, moves, doubles and removes them, sends the whole form, and lists what is not right,
 * question by question, with a way to each place. */
(function () {
  "use strict";
  if (window.LubanQuizStudio) return;
  const BOXES = "[data-row-of], [data-question], [data-settings]";
  let made = 0;

  function own(box, selector) {
    return Array.from(box.querySelectorAll(selector)).filter((one) => one.parentElement.closest(BOXES) === box);
  }

  function read(box) {
    const found = {};
    for (const field of own(box, "[data-field]")) {
      if (field.hasAttribute("data-rows-of")) found[field.dataset.field] = rows(field).map(read);
      else found[field.dataset.field] = field.type === "checkbox" ? field.checked : field.value;
    }
    const rules = own(box, "[data-rule]");
    if (rules.length) found.rules = rules.filter((one) => one.checked).map((one) => one.dataset.rule);
    return found;
  }

  function rows(field) {
    return Array.from(field.querySelector("[data-rows]").children);
  }

  // Ids of a copy are made anew, also inside the templates of its lines.
  function fresh(node) {
    made += 1;
    const all = [node, ...node.querySelectorAll("*")];
    for (const one of all) {
      for (const name of ["id", "for", "aria-describedby"]) if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name) + "-" + made);
    }
    return node;
  }

  function at(box, place) {
    const [head, ...rest] = place.replace(/\[(\d+)\]/g, ".$1").split(".").filter(Boolean);
    const field = own(box, "[data-field]").find((one) => one.dataset.field === head);
    if (!field || !field.hasAttribute("data-rows-of")) return field || null;
    const row = rest.length ? rows(field)[Number(rest[0])] : null;
    if (!row) return field.querySelector("[data-add-row]");
    return at(row, rest.slice(1).join(".")) || row.querySelector("[data-field]:not([type=hidden])");
  }

  window.LubanQuizStudio = function (runtime, element, args) {
    const kit = window.LubanKit;
    const host = kit.nodeOf(element);
    const form = host.querySelector("[data-studio]");
    const list = form.querySelector("[data-question-list]");
    const words = args.words;
    const send = kit.sender(runtime, host, words);
    const boxes = () => Array.from(list.children);
    const nameOf = (box) => own(box, '[data-field="id"]')[0];

    function number() {
      boxes().forEach((box, index) => { box.querySelector("[data-number]").textContent = String(index + 1); });
      form.querySelector("[data-count]").textContent = String(boxes().length);
    }

    function say(text, undo) {
      const place = form.querySelector("[data-said]");
      place.textContent = text;
      if (!undo) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "lb-quiet";
      button.textContent = words.undo;
      button.addEventListener("click", () => { undo(); place.textContent = ""; });
      place.append(" ", button);
    }

    function name(box, start) {
      const taken = new Set(boxes().filter((one) => one !== box).map((one) => nameOf(one).value));
      let at = 1;
      let found = start || "q1";
      while (!found || taken.has(found)) { at += 1; found = (start || "q") + (start ? "-" : "") + at; }
      nameOf(box).value = found;
    }

    // The name of a question that is in use stays as it is: answers are kept under it.
    boxes().forEach((box) => { nameOf(box).readOnly = true; });

    function add(box, before) {
      list.insertBefore(box, before || null);
      number();
      box.open = true;
      const first = box.querySelector('[data-field="stem"]');
      if (first) first.focus();
    }

    function doubled(box) {
      const copy = fresh(box.cloneNode(true));
      const from = box.querySelectorAll("input, select, textarea");
      copy.querySelectorAll("input, select, textarea").forEach((one, index) => {
        if (one.type === "checkbox") one.checked = from[index].checked;
        else one.value = from[index].value;
      });
      nameOf(copy).readOnly = false;
      add(copy, box.nextElementSibling);
      name(copy, nameOf(box).value);
    }

    function placeOf(place) {
      const found = /^questions\[(\d+)\]\.?(.*)$/.exec(place || "");
      if (!found) return { box: null, field: place ? at(form.querySelector("[data-settings]"), place) : null };
      const box = boxes()[Number(found[1])];
      return { box: box || null, field: box ? at(box, found[2]) || nameOf(box) : null };
    }

    function open(field) {
      for (let one = field.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
      field.focus();
    }

    function complain(faults) {
      for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
      for (const one of form.querySelectorAll(".is-wrong")) one.classList.remove("is-wrong");
      const panel = document.createElement("div");
      panel.className = "lb-error";
      const items = document.createElement("ul");
      panel.append(items);
      for (const fault of faults) {
        const { box, field } = placeOf(fault.place);
        const item = document.createElement("li");
        const link = document.createElement(field ? "a" : "span");
        link.textContent = fault.text;
        if (field) {
          link.href = "#" + field.id;
          link.addEventListener("click", (event) => { event.preventDefault(); open(field); });
          if (field.matches("input, select, textarea")) field.setAttribute("aria-invalid", "true");
        }
        if (box) box.classList.add("is-wrong");
        item.append(link);
        items.append(item);
      }
      const place = form.querySelector("[data-error]");
      place.replaceChildren(panel);
      panel.tabIndex = -1;
      panel.focus();
      panel.scrollIntoView({ block: "center" });
      if (runtime.notify) runtime.notify("error", { title: "", message: faults[0].text });
    }

    async function submit(event) {
      event.preventDefault();
      if (runtime.notify) runtime.notify("save", { state: "start", message: words.saving, element: element });
      const questions = boxes().map((box) => ({ kind: box.dataset.kind, values: read(box) }));
      const values = { settings: read(form.querySelector("[data-settings]")), questions: questions };
      try {
        await send("studio_submit", values);
        form.querySelector("[data-error]").replaceChildren();
        if (runtime.notify) runtime.notify("save", { state: "end", element: element });
      } catch (error) {
        complain((error.data && error.data.faults) || [{ place: error.place || "", text: error.said || words.unsent }]);
      }
    }

    async function paste() {
      const field = form.querySelector("[data-plain]");
      try {
        const data = await send("import_plain", { plain: field.value, taken: boxes().map((box) => nameOf(box).value) });
        const parsed = new DOMParser().parseFromString("<div>" + data.html + "</div>", "text/html").body.firstElementChild;
        for (const box of Array.from(parsed.children)) list.append(fresh(box));
        number();
        field.value = "";
        say(words.read.replace("%(count)s", data.count));
      } catch (error) {
        complain([{ place: "", text: error.said || words.unsent }]);
      }
    }

    form.addEventListener("submit", submit);
    form.addEventListener("input", function (event) {
      const box = event.target.closest("[data-question]");
      if (box && event.target.dataset.field === "stem") {
        const text = new DOMParser().parseFromString(event.target.value, "text/html").body.textContent;
        box.querySelector("[data-title]").textContent = text.slice(0, 200);
      }
    });
    form.addEventListener("click", function (event) {
      const button = event.target.closest("button");
      if (!button) return;
      const has = (attribute) => button.hasAttribute(attribute);
      const box = button.closest("[data-question]");
      if (has("data-cancel") && runtime.notify) runtime.notify("cancel", {});
      else if (has("data-add-question")) {
        const kind = form.querySelector("[data-new-kind]").value;
        const template = form.querySelector('template[data-empty="' + kind + '"]');
        const fresher = fresh(template.content.querySelector("[data-question]").cloneNode(true));
        add(fresher);
        name(fresher, "");
      } else if (has("data-import")) paste();
      else if (has("data-duplicate")) doubled(box);
      else if (has("data-remove")) {
        const after = box.nextElementSibling;
        box.remove();
        number();
        say(words.removed, () => { list.insertBefore(box, after && after.parentElement === list ? after : null); number(); });
      } else if (has("data-up") && box.previousElementSibling) { list.insertBefore(box, box.previousElementSibling); number(); button.focus(); }
      else if (has("data-down") && box.nextElementSibling) { list.insertBefore(box.nextElementSibling, box); number(); button.focus(); }
      else if (has("data-remove-row")) button.closest("[data-row-of]").remove();
      else if (has("data-add-row")) {
        const group = button.closest("[data-rows-of]");
        const row = fresh(group.querySelector(":scope > template").content.firstElementChild.cloneNode(true));
        group.querySelector("[data-rows]").append(row);
        const first = row.querySelector("input:not([type=hidden]), select, textarea");
        if (first) first.focus();
      }
    });
    number();
  };
})();
