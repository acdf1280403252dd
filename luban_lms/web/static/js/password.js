// Show or hide what is typed into a password field. Without this script the field simply stays hidden.

export function start(box) {
  const input = box.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "field-show";
  button.setAttribute("aria-controls", input.id);
  box.append(button);

  function say() {
    const shown = input.type === "text";
    button.textContent = shown ? box.dataset.hide : box.dataset.show;
    button.setAttribute("aria-pressed", String(shown));
  }
  button.addEventListener("click", () => {
    input.type = input.type === "text" ? "password" : "text";
    say();
    input.focus();
  });
  // What is sent is always a password field, so that the browser keeps it out of form history.
  input.form?.addEventListener("submit", () => {
    input.type = "password";
    say();
  });
  say();
}
