// Signing in again in place: whoever meets a 401 asks `LubanSignIn.again()` and, when it says true, sends again.

export function start(dialog) {
  const form = dialog.querySelector("form");
  const said = dialog.querySelector("[data-said]");
  let waiting = null;

  function say(text) {
    said.textContent = text;
    said.hidden = !text;
  }

  function finish(signedIn) {
    const { resolve } = waiting;
    waiting = null;
    form.reset();
    say("");
    if (dialog.open) dialog.close();
    resolve(signedIn);
  }

  // Somebody else, as happens on a shared machine: what stands in this page's fields is not theirs to send.
  function welcome(whose) {
    if (whose === document.body.dataset.whose) return finish(true);
    window.LubanSignIn.other = true;
    for (const one of document.forms) one.reset();
    location.reload();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = new FormData(form);
    try {
      const response = await fetch(dialog.dataset.action, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": dialog.dataset.csrf },
        body: JSON.stringify({ identifier: fields.get("identifier"), secret: fields.get("secret") }),
      });
      if (response.ok) welcome((await response.json()).whose);
      else say((await response.json()).message);
    } catch {
      say(dialog.dataset.offline);
    }
  });
  dialog.querySelector("[data-cancel]").addEventListener("click", () => finish(false));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    finish(false);
  });

  window.LubanSignIn = {
    again() {
      if (!waiting) {
        waiting = {};
        waiting.promise = new Promise((resolve) => { waiting.resolve = resolve; });
        dialog.showModal();
      }
      return waiting.promise;
    },
  };
}
