/* What a block's editor tells the page: saving has begun or ended, it failed, or the author turns back. */
(function () {
  "use strict";

  const place = document.querySelector("[data-studio]");

  document.addEventListener("xblock-save", (event) => {
    const state = event.detail.data?.state;
    if (place) place.setAttribute("aria-busy", String(state === "start"));
    if (state === "end") location.reload();
  });
  document.addEventListener("xblock-cancel", () => (history.length > 1 ? history.back() : location.reload()));
  document.addEventListener("xblock-error", (event) => {
    const { title = "", message = "" } = event.detail.data || {};
    let told = document.querySelector("[data-studio-error]");
    if (!told) {
      told = document.createElement("p");
      told.className = "notice is-error";
      told.dataset.studioError = "";
      told.setAttribute("role", "alert");
      place?.before(told);
    }
    told.textContent = [title, message].filter(Boolean).join(" ");
    place?.removeAttribute("aria-busy");
  });
})();
