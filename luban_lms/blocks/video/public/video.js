(function () {
  "use strict";

  window.LubanVideo = function (runtime, element) {
    const root = element.jquery ? element[0] : element;
    const player = root.querySelector("video");
    const choices = root.querySelectorAll(".video-choices a");
    if (!player) return;

    function choose(link) {
      const at = player.currentTime;
      const playing = !player.paused;
      for (const other of choices) other.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
      player.querySelectorAll("source").forEach((source) => source.remove());
      player.src = link.href;
      player.addEventListener("loadedmetadata", () => {
        player.currentTime = at;
        if (playing) player.play();
      }, { once: true });
      if (playing || at > 0) player.load();
    }

    for (const link of choices) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        choose(link);
      });
    }
  };
})();
