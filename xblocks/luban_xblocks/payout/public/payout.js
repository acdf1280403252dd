/* The papers and the fall are filled from the learner's own lines as one types. */
(function () {
  "use strict";

  function draw(root, kit, language) {
    const typed = (name) => {
      const field = name && root.querySelector('[data-line="' + name + '"]');
      return field ? kit.number(field.value, language) : null;
    };
    for (const place of root.querySelectorAll("[data-fill]")) {
      const value = typed(place.dataset.fill);
      const places = place.dataset.fill === "client_rate" ? 4 : 2;
      place.textContent = value === null ? "–" : place.dataset.sign + kit.shown(value, language, places);
    }
    const steps = Array.from(root.querySelectorAll("[data-step]"));
    if (!steps.length) return;
    const amounts = steps.map((step) => (step.dataset.partFrom ? typed(step.dataset.partFrom) : Number(step.dataset.amount)));
    const whole = Math.max(...amounts.map((one) => Math.abs(one || 0)), 0);
    let level = 0;
    let known = false;
    steps.forEach((step, index) => {
      const amount = amounts[index];
      const kind = step.dataset.step;
      const bar = step.querySelector("b");
      let from = 0, to = 0;
      if (amount !== null && kind === "sum") { level = to = amount; known = true; }
      else if (amount !== null && known) {
        const after = level + (kind === "less" ? -amount : amount);
        from = Math.min(level, after);
        to = Math.max(level, after);
        level = after;
      }
      const shown = (share) => Math.min(Math.max(whole ? (100 * share) / whole : 0, 0), 100);
      bar.style.insetInlineStart = shown(from) + "%";
      bar.style.inlineSize = shown(to) - shown(from) + "%";
      const sign = kind === "less" ? "−" : kind === "more" ? "+" : "";
      step.querySelector("bdi").textContent = amount === null ? "–" : sign + kit.shown(amount, language, 2);
    });
  }

  window.LubanSimulators = window.LubanSimulators || {};
  window.LubanSimulators.luban_payout = {
    start: function (root, kit, args) {
      window.LubanWorksheet.start(root, kit, args);
      draw(root, kit, args.language);
      if (root.dataset.payout) return;
      root.dataset.payout = "on";
      root.addEventListener("input", () => draw(root, kit, args.language));
    },
  };
})();
