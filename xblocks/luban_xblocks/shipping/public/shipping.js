/* The rate table as one fills it: what was struck out folds, and the prices stand side by side. */
(function () {
  "use strict";

  function chosen(root, name) {
    const field = root.querySelector('input[name="in-' + name + '"]:checked');
    return field ? field.value : "";
  }

  function draw(root, kit, language) {
    const panel = root.querySelector("[data-prices]");
    if (!panel) return;
    const prices = {};
    for (const offer of root.querySelectorAll("[data-offer]")) {
      const name = offer.dataset.offer;
      const out = chosen(root, name + "-fits") === "no";
      offer.classList.toggle("is-out", out);
      offer.classList.toggle("is-folded", out);
      const field = root.querySelector('[name="in-' + name + '-price"]');
      const value = field && !out ? kit.number(field.value, language) : null;
      if (value !== null && value > 0) prices[name] = value;
    }
    const most = Math.max(...Object.values(prices), 0);
    panel.hidden = !most;
    for (const row of panel.querySelectorAll("[data-price-of]")) {
      const name = row.dataset.priceOf;
      row.hidden = !(name in prices);
      if (row.hidden) continue;
      const late = chosen(root, name + "-time") === "no";
      row.querySelector("i > b").style.inlineSize = (100 * prices[name]) / most + "%";
      row.querySelector("[data-price] bdi").textContent = kit.shown(prices[name], language, 2);
      row.classList.toggle("is-late", late);
      row.querySelector("[data-late]").hidden = !late;
    }
  }

  window.LubanSimulators = window.LubanSimulators || {};
  window.LubanSimulators.luban_shipping = {
    start: function (root, kit, args) {
      draw(root, kit, args.language);
      if (root.dataset.shipping) return;
      root.dataset.shipping = "on";
      root.addEventListener("input", () => draw(root, kit, args.language));
      root.addEventListener("change", () => draw(root, kit, args.language));
    },
  };
})();
