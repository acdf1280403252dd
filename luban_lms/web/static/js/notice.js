// A notice that can be closed. Its button is hidden until this script can serve it.

export function start(notice) {
  const button = notice.querySelector("[data-dismiss]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    notice.remove();
    document.getElementById("main")?.focus({ preventScroll: true });
  });
}
