/* A worksheet fills as one types: the composition bar is drawn from the learner's own lines. */
(function () {
  "use strict";

  function draw(root, kit, language) {
    const parts = root.querySelector("[data-parts]");
    if (!parts) return;
    const divisor = Number(parts.dataset.divisor) || 1;
    let known = false;
    const amounts = Array.from(parts.querySelectorAll("[data-part-line]"), function (place) {
      const line = place.dataset.partLine;
      const field = line && root.querySelector('[data-line="' + line + '"]');
      const value = field ? kit.number(field.value, language) : line ? null : Number(place.dataset.partValue);
      known = known || (line && value !== null);
      place.firstElementChild.textContent = value === null ? "–" : kit.shown(value / divisor, language, 2);
      return Math.max(value || 0, 0);
    });
    const all = known ? amounts.reduce((sum, one) => sum + one, 0) : 0;
    const bar = parts.querySelector(".lb-bar");
    bar.classList.toggle("is-filled", all > 0);
    Array.from(bar.children).forEach((part, index) => {
      part.style.flexGrow = all ? amounts[index] / all : 0;
      part.hidden = !all || !amounts[index];
    });
  }

  function start(root, kit, args) {
    draw(root, kit, args.language);
    if (root.dataset.worksheet) return;
    root.dataset.worksheet = "on";
    root.addEventListener("input", () => draw(root, kit, args.language));
  }

  window.LubanSimulators = window.LubanSimulators || {};
  window.LubanWorksheet = { start: start };
})();
