/* The product page while one works on it: counts of characters and bytes, the gallery, the sum of one's own points. */
(function () {
  "use strict";

  function counts(root) {
    for (const place of root.querySelectorAll("[data-count-of]")) {
      const text = root.querySelector("#" + CSS.escape(place.dataset.countOf)).value.trim();
      const size = place.dataset.count === "bytes" ? new TextEncoder().encode(text).length : Array.from(text).length;
      place.querySelector("[data-size]").textContent = size;
    }
  }

  function gallery(root, kit, language) {
    const field = (name) => root.querySelector('[data-image-field="' + name + '"]');
    if (!field("images")) return;
    let left = kit.number(field("images").value, language) || 0;
    const box = root.querySelector("[data-gallery]");
    const has = { main: true, lifestyle: field("lifestyle").checked, scale: field("scale").checked, label: field("with_label").checked, angle: true };
    for (const tile of box.querySelectorAll("[data-tile]")) {
      tile.hidden = !(has[tile.dataset.tile] && left > 0);
      if (!tile.hidden) left -= 1;
    }
    box.querySelector('[data-tile="main"]').classList.toggle("is-busy", !field("main_white").checked);
  }

  function sum(root, kit, language) {
    const place = root.querySelector("[data-sum]");
    if (!place) return;
    const own = Array.from(root.querySelectorAll("[data-own]"), (one) => kit.number(one.value, language)).filter((one) => one !== null);
    place.hidden = !own.length;
    place.textContent = place.dataset.words.replace("%(sum)s", own.reduce((all, one) => all + one, 0));
  }

  window.LubanSimulators = window.LubanSimulators || {};
  window.LubanSimulators.luban_listing = {
    start: function (root, kit, args) {
      const draw = () => { counts(root); gallery(root, kit, args.language); sum(root, kit, args.language); };
      draw();
      if (root.dataset.listing) return;
      root.dataset.listing = "on";
      root.addEventListener("input", draw);
      root.addEventListener("change", draw);
    },
  };
})();
