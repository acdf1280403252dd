/* Draws the stock of the learner's own lines: position, reorder point, safety stock, the order and its arrival. */
(function () {
  "use strict";
  const NAMES = "http://www.w3.org/2000/svg";
  const HEIGHT = 232, TOP = 24, BOTTOM = 30, SIDE = 12;

  function add(svg, name, attributes, text) {
    const node = document.createElementNS(NAMES, name);
    for (const key of Object.keys(attributes)) node.setAttribute(key, attributes[key]);
    if (text) node.textContent = text;
    svg.appendChild(node);
  }

  // What happens from today on: when one orders, when it arrives, and what is left then.
  function course(lines, demand, lead) {
    const { position, point, order, quantity } = lines;
    if (position === null || !(demand > 0)) return null;
    let ordered = null;
    if (order > 0) ordered = 0;
    else if (point !== null && (position > point || order === null)) ordered = Math.max((position - point) / demand, 0);
    const arrives = ordered === null ? null : ordered + lead;
    const days = Math.min((arrives === null ? Math.max(position / demand, lead) : arrives) * 1.25 + 1, 3650);
    const low = arrives === null ? position - demand * days : position - demand * arrives;
    const coming = order > 0 ? order : quantity;
    return { ordered, arrives, days, low, coming };
  }

  function draw(root, kit, language) {
    const place = root.querySelector("[data-level]");
    if (!place) return;
    const svg = place.querySelector("svg");
    const demand = Number(place.dataset.demand), lead = Number(place.dataset.lead);
    const lines = {};
    for (const name of ["safety", "point", "quantity", "position", "order"]) {
      const field = root.querySelector('[data-line="' + name + '"]');
      const value = field ? kit.number(field.value, language) : null;
      lines[name] = value !== null && Math.abs(value) < 1e9 ? value : null;
    }
    const shown = (value) => kit.shown(value, language, 0);
    for (const one of place.querySelectorAll("[data-from]")) {
      const value = lines[one.dataset.from];
      one.firstElementChild.textContent = value === null ? "–" : shown(value);
    }
    const now = course(lines, demand, lead);
    const left = place.querySelector("[data-left]").firstElementChild;
    left.textContent = now && now.arrives !== null ? shown(Math.round(now.low)).replace("-", "−") : "–";
    svg.replaceChildren();
    if (lines.safety === null && lines.point === null && !now) return;

    svg.style.display = "block";
    const width = svg.clientWidth || 300;
    svg.setAttribute("viewBox", "0 0 " + width + " " + HEIGHT);
    svg.style.display = "";
    const days = now ? now.days : lead * 1.5 || 1;
    const tops = [lines.safety, lines.point, lines.position, now && now.coming !== null && now.arrives !== null ? now.low + now.coming : 0];
    const most = Math.max(...tops.map((one) => one || 0), 1) * 1.08;
    const least = Math.min(now ? now.low : 0, 0);
    const x = (day) => SIDE + (day / days) * (width - 2 * SIDE);
    const y = (units) => TOP + ((most - units) / (most - least)) * (HEIGHT - TOP - BOTTOM);
    const level = (kind, units) => add(svg, "line", { class: kind, x1: SIDE, x2: width - SIDE, y1: y(units), y2: y(units) });
    const label = (units, name) => add(svg, "text", { x: width - SIDE, y: y(units) - 5, "text-anchor": "end", class: name || "" }, shown(units));
    if (lines.safety !== null) {
      add(svg, "rect", { class: "is-band", x: SIDE, width: width - 2 * SIDE, y: y(lines.safety), height: Math.max(y(0) - y(lines.safety), 0) });
      level("is-band-edge", lines.safety);
    }
    level("is-axis", 0);
    if (now) moments(svg, now, lines, demand, x, y, (day, name) => {
      const at = x(day);
      add(svg, "text", { class: "is-day", x: Math.min(Math.max(at, SIDE + 24), width - SIDE - 24), y: HEIGHT - 8, "text-anchor": "middle" },
        place.dataset.day.replace("%(number)s", kit.shown(day, language, Number.isInteger(day) ? 0 : 1)));
    });
    if (lines.point !== null) { level("is-line", lines.point); label(lines.point); }
    if (lines.safety !== null) label(lines.safety);
    if (lines.position !== null) {
      add(svg, "circle", { cx: x(0) + 4, cy: y(lines.position), r: 7 });
      add(svg, "text", { x: x(0) + 16, y: y(lines.position) - 6 }, shown(lines.position).replace("-", "−"));
    }
  }

  function moments(svg, now, lines, demand, x, y, day) {
    const start = lines.position;
    const end = now.arrives === null ? now.days : now.arrives;
    let path = "M" + x(0) + " " + y(start) + "L" + x(end) + " " + y(start - demand * end);
    if (now.arrives !== null) {
      for (const moment of now.ordered > 0 ? [now.ordered, now.arrives] : [now.arrives]) {
        add(svg, "line", { class: "is-moment", x1: x(moment), x2: x(moment), y1: TOP, y2: HEIGHT - BOTTOM });
        day(moment);
      }
      if (now.coming !== null) {
        path += "M" + x(end) + " " + y(now.low + now.coming) + "L" + x(now.days) + " " + y(now.low + now.coming - demand * (now.days - end));
        add(svg, "line", { class: "is-rise", x1: x(end), x2: x(end), y1: y(now.low), y2: y(now.low + now.coming) });
      }
    }
    add(svg, "path", { class: "is-stock", d: path });
  }

  window.LubanSimulators = window.LubanSimulators || {};
  window.LubanSimulators.luban_reorder = {
    start: function (root, kit, args) {
      draw(root, kit, args.language);
      if (root.dataset.reorder) return;
      root.dataset.reorder = "on";
      root.addEventListener("input", () => draw(root, kit, args.language));
      window.addEventListener("resize", () => draw(root, kit, args.language));
    },
  };
})();
