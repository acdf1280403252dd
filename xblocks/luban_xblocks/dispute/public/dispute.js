/* A choice is sent as soon as it is pressed; the newest part of the conversation then has the focus. */
(function () {
  "use strict";

  function start(root, kit, args) {
    const act = args.act;
    const newest = root.querySelector("[data-focus]") || root.querySelector("[data-newest]");
    if (root.lubanChosen && newest) newest.focus();
    root.lubanChosen = false;
    root.lubanAct = act;
    if (root.dataset.dispute) return;
    root.dataset.dispute = "on";
    root.addEventListener("submit", function (event) {
      const button = event.submitter;
      if (!button || !button.hasAttribute("data-option")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      root.lubanChosen = true;
      root.lubanAct("choose", { case: root.querySelector('input[name="case"]').value, option: button.value }, button);
    }, true);
  }

  window.LubanSimulators = window.LubanSimulators || {};
  window.LubanSimulators.luban_dispute = { start: start };
})();
