/* The author's form: collects it, sends it whole, and shows what is not right beside its field. */
(function () {
  "use strict";
  if (window.LubanStudio) return;
  let made = 0;

  function own(box, selector) {
    return Array.from(box.querySelectorAll(selector)).filter((one) => one.closest("[data-row-of], [data-case], [data-settings]") === box);
  }

  function read(box) {
    const found = {};
    for (const field of own(box, "[data-field]")) {
      const name = field.dataset.field;
      if (field.dataset.kind === "rows") {
        const rows = Array.from(field.querySelectorAll("[data-row-of]")).filter((row) => row.parentElement.closest("[data-kind=rows]") === field);
        found[name] = rows.map(read);
      } else {
        found[name] = field.type === "checkbox" ? field.checked : field.value;
      }
    }
    return found;
  }

  function at(box, place) {
    const [head, ...rest] = place.replace(/\[(\d+)\]/g, ".$1").split(".");
    const field = own(box, "[data-field]").find((one) => one.dataset.field === head);
    if (!field || field.dataset.kind !== "rows" || !rest.length) return field || null;
    const row = field.querySelectorAll("[data-row-of]")[Number(rest[0])];
    return row ? at(row, rest.slice(1).join(".")) || row.querySelector("[data-field]") : null;
  }

  function copy(template) {
    const fresh = template.content.firstElementChild.cloneNode(true);
    made += 1;
    for (const one of fresh.querySelectorAll("[id], [for], [aria-describedby]")) {
      for (const name of ["id", "for", "aria-describedby"]) {
        if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name) + "-" + made);
      }
    }
    return fresh;
  }

  window.LubanStudio = function (runtime, element, args) {
    const kit = window.LubanKit;
    const host = kit.nodeOf(element);
    const form = host.querySelector("[data-studio]");
    const send = kit.sender(runtime, host, args.words);
    const cases = () => Array.from(form.querySelectorAll("[data-case-list] > [data-case]"));
    const extra = () => (window.LubanStudioExtra ? window.LubanStudioExtra(form, { read: read, kit: kit }) : {});

    function collect() {
      const asked = Array.from(form.querySelectorAll("[data-asked] input:checked"), (one) => one.value);
      const own = cases().map((box) => ({ id: box.querySelector("[data-case-id]").value, values: read(box) }));
      cases().forEach((box, index) => { if (box.querySelector("[data-case-asked]").checked) asked.push(own[index].id); });
      const values = { settings: read(form.querySelector("[data-settings]")) };
      if (form.querySelector("[data-cases]")) Object.assign(values, { asked: asked, cases: own });
      return Object.assign(values, extra());
    }

    function fieldAt(place) {
      const found = /^cases\[(\d+)\]\.(.+)$/.exec(place || "");
      if (!found) return place ? at(form.querySelector("[data-settings]"), place) : null;
      const box = cases()[Number(found[1])];
      if (!box) return null;
      box.open = true;
      return found[2] === "id" ? box.querySelector("[data-case-id]") : at(box, found[2]);
    }

    function complain(text, place) {
      for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
      const panel = document.createElement("p");
      panel.className = "lb-error";
      panel.textContent = text;
      form.querySelector("[data-error]").replaceChildren(panel);
      const field = fieldAt(place);
      if (field && field.matches("input, select, textarea")) {
        field.setAttribute("aria-invalid", "true");
        field.focus();
      }
      if (runtime.notify) runtime.notify("error", { title: "", message: text });
    }

    form.addEventListener("submit", async function (event) {
      event.preventDefault();
      if (runtime.notify) runtime.notify("save", { state: "start", message: args.words.saving, element: element });
      try {
        await send("studio_submit", collect());
        form.querySelector("[data-error]").replaceChildren();
        if (runtime.notify) runtime.notify("save", { state: "end", element: element });
      } catch (error) {
        complain(error.said || args.words.unsent, error.place);
      }
    });

    form.addEventListener("click", function (event) {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.hasAttribute("data-cancel") && runtime.notify) runtime.notify("cancel", {});
      if (button.hasAttribute("data-remove-row")) button.closest("[data-row-of]").remove();
      if (button.hasAttribute("data-remove-case")) button.closest("[data-case]").remove();
      if (button.hasAttribute("data-add-row")) {
        const box = button.closest("[data-kind=rows]");
        const row = copy(box.querySelector(":scope > template"));
        box.querySelector("[data-rows]").append(row);
        const first = row.querySelector("input, select, textarea");
        if (first) first.focus();
      }
      if (button.hasAttribute("data-add-case")) {
        const box = copy(form.querySelector("[data-case-template]"));
        form.querySelector("[data-case-list]").append(box);
        box.querySelector("[data-case-id]").focus();
      }
    });
  };
})();
