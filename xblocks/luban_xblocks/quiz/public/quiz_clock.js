/* The clock of an examination: shown only when it is asked for, said at half time, ten minutes and one minute.
 * It counts by the browser's running time, never by the clock of the device; the server decides when it is over. */
(function () {
  "use strict";
  if (window.LubanQuizClock) return;

  window.LubanQuizClock = function (root, words, finished) {
    let timer = 0;

    function shown(seconds) {
      const pad = (value) => String(value).padStart(2, "0");
      const hours = Math.floor(seconds / 3600);
      const rest = pad(Math.floor((seconds % 3600) / 60)) + ":" + pad(seconds % 60);
      return hours ? hours + ":" + rest : rest;
    }

    function start() {
      clearInterval(timer);
      const clock = root.querySelector("[data-clock-left]");
      if (!clock) return;
      const left = Number(clock.dataset.clockLeft);
      const marks = [[Number(clock.dataset.clockTotal) / 2, words.half], [600, words.ten], [60, words.one]].filter((mark) => mark[0] < left);
      const began = performance.now();
      const place = clock.querySelector("[data-clock-words]");

      function tick() {
        if (!root.contains(clock)) return clearInterval(timer);
        const now = Math.max(0, Math.ceil(left - (performance.now() - began) / 1000));
        const time = document.createElement("bdi");
        time.dir = "ltr";
        time.textContent = shown(now);
        const parts = words.left.split("%(time)s");
        place.replaceChildren(parts[0], time, parts[1] || "");
        while (marks.length && now <= marks[0][0]) {
          const said = marks.shift()[1];
          root.querySelector("[data-clock-says]").textContent = said;
        }
        if (now === 0) {
          clearInterval(timer);
          finished();
        }
      }
      marks.sort((one, other) => other[0] - one[0]);
      timer = setInterval(tick, 500);
      tick();
    }

    return { start: start };
  };
})();
