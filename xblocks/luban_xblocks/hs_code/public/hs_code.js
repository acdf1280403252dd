/* The clock of a card. The server keeps the time; this only shows it, and says when it is over. */
(function () {
  "use strict";
  const TICK = 250;

  function start(root, kit, args) {
    clearInterval(root.lubanClock);
    const place = root.querySelector("[data-left]");
    const card = root.querySelector('input[name="case"]').value;
    const focus = root.querySelector("[data-focus]") || (root.dataset.moved ? root.querySelector(".hs-title") : null);
    if (root.dataset.moved && focus) focus.focus();
    root.dataset.moved = "yes";
    if (!place) return;
    const shown = place.querySelector("[data-seconds]");
    const tell = root.querySelector("[data-tell]");
    const left = Number(place.dataset.left);
    const half = Math.floor(Number(place.dataset.limit) / 2);
    const began = performance.now();
    const told = { [half]: left <= half, 10: left <= 10 };

    async function tick() {
      const now = Math.max(0, Math.ceil(left - (performance.now() - began) / 1000));
      if (shown.textContent !== String(now)) shown.textContent = String(now);
      for (const mark of [half, 10]) {
        if (now <= mark && !told[mark]) {
          told[mark] = true;
          tell.textContent = args.words.half.replace("%(seconds)s", String(now));
        }
      }
      if (now > 0) return;
      clearInterval(root.lubanClock);
      tell.textContent = args.words.ended;
      await args.act("skip", { case: card }, null);
    }
    root.lubanClock = setInterval(tick, TICK);
  }

  window.LubanSimulators = window.LubanSimulators || {};
  window.LubanSimulators.luban_hs_code = { start: start };
})();
