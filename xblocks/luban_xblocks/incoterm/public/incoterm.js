/* The contract line is written as one chooses. What is right is known to the server alone. */
(function () {
  "use strict";

  function write(root) {
    const rule = root.querySelector('[name="in-rule"]:checked');
    const place = root.querySelector('[name="in-place"]');
    root.querySelector("[data-rule]").textContent = rule ? rule.value : "···";
    root.querySelector("[data-place]").textContent = place.value ? place.selectedOptions[0].textContent : "·····";
  }

  function start(root) {
    write(root);
    if (root.dataset.chooser) return;
    root.dataset.chooser = "on";
    root.addEventListener("change", () => write(root));
  }

  window.LubanSimulators = window.LubanSimulators || {};
  window.LubanSimulators.luban_incoterm = { start: start };
})();
