/* The price and the dashboard are drawn from the learner's own lines; the sliders ask the server. */
(function () {
  "use strict";

  function price(root, kit, language, typed) {
    const place = root.querySelector("[data-price]");
    if (!place) return;
    const tag = typed("price");
    const named = place.querySelector("[data-tag]");
    named.textContent = tag === null ? "–" : kit.shown(tag, language, 2) + "\u00a0" + named.dataset.tag;
    let together = 0;
    let whole = true;
    const amounts = Array.from(place.querySelectorAll("[data-of]"), function (part) {
      const share = part.dataset.share;
      const value = share ? (tag === null ? null : tag * Number(share)) : typed(part.dataset.of);
      part.firstElementChild.textContent = value === null ? "–" : kit.shown(value, language, 2);
      if (value === null) whole = false;
      together += value || 0;
      return Math.max(value || 0, 0);
    });
    place.querySelector("[data-together]").firstElementChild.textContent = whole ? kit.shown(together, language, 2) : "–";
    const all = amounts.reduce((sum, one) => sum + one, 0);
    const bar = place.querySelector(".lb-bar");
    bar.classList.toggle("is-filled", all > 0);
    Array.from(bar.children).forEach((part, index) => {
      part.style.flexGrow = all ? amounts[index] / all : 0;
      part.hidden = !amounts[index];
    });
  }

  function board(root, kit, language, typed) {
    for (const tile of root.querySelectorAll("[data-tile]")) {
      const value = typed(tile.dataset.tile);
      const unit = tile.dataset.unit;
      const gap = unit && (unit !== "%" || /^fr/.test(language)) ? "\u00a0" : "";
      tile.querySelector("b > bdi").textContent = value === null ? "–" : kit.shown(value, language, Number(tile.dataset.places)) + gap + unit;
      const bar = tile.querySelector(".lb-gauge > i");
      if (bar) bar.style.inlineSize = Math.min(Math.max((100 * (value || 0)) / Number(tile.dataset.end), 0), 100) + "%";
    }
  }

  function sliders(root, kit, args) {
    const place = root.querySelector("[data-what-if]");
    if (!place) return;
    place.querySelector("[data-imagine]").hidden = true;
    for (const slider of place.querySelectorAll(".lb-slider")) {
      const said = place.querySelector('output[for="' + slider.id + '"]');
      slider.addEventListener("input", function () {
        const value = Number(slider.value);
        const number = document.createElement("bdi");
        number.dir = "ltr";
        number.textContent = kit.shown(value, args.language, Number.isInteger(value) ? 0 : 1) + (/^fr/.test(args.language) ? "\u00a0" : "") + "%";
        said.replaceChildren(number);
      });
      slider.addEventListener("change", function () {
        const values = { case: root.querySelector('input[name="case"]').value, inputs: args.inputs() };
        for (const one of place.querySelectorAll(".lb-slider")) values[one.name] = one.value.replace(".", /^(ar|fr)/.test(args.language) ? "," : ".");
        args.act("imagine", values, null);
      });
    }
  }

  window.LubanSimulators = window.LubanSimulators || {};
  window.LubanSimulators.luban_kpi = {
    start: function (root, kit, args) {
      const draw = function () {
        const typed = function (name) {
          const field = root.querySelector('[data-line="' + name + '"]');
          return field ? kit.number(field.value, args.language) : null;
        };
        price(root, kit, args.language, typed);
        board(root, kit, args.language, typed);
      };
      draw();
      sliders(root, kit, args);
      if (root.dataset.kpi) return;
      root.dataset.kpi = "on";
      root.addEventListener("input", draw);
    },
  };
})();
