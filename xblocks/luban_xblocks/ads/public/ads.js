/* The budget that is left, as one types. */
(function () {
  "use strict";

  function draw(root, kit, language) {
    const wallet = root.querySelector("[data-wallet]");
    if (!wallet) return;
    const budget = Number(wallet.dataset.budget);
    let spent = 0;
    for (const field of root.querySelectorAll("[data-amount]")) spent += Math.max(kit.number(field.value, language) || 0, 0);
    const left = Math.round((budget - spent) * 100) / 100;
    wallet.classList.toggle("is-over", left < 0);
    const word = wallet.querySelector("[data-left-word]");
    word.textContent = left < 0 ? word.dataset.over : word.dataset.under;
    wallet.querySelector("[data-left] bdi").textContent = kit.shown(Math.abs(left), language, 2) + "\u00a0" + wallet.dataset.unit;
    wallet.querySelector("[data-used]").style.inlineSize = Math.min(100, budget ? (100 * spent) / budget : 0) + "%";
  }

  window.LubanSimulators = window.LubanSimulators || {};
  window.LubanSimulators.luban_ads = {
    start: function (root, kit, args) {
      draw(root, kit, args.language);
      if (root.dataset.ads) return;
      root.dataset.ads = "on";
      root.addEventListener("input", () => draw(root, kit, args.language));
    },
  };
})();
