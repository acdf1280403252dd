// Light or dark: the choice is kept in a cookie, so that the server writes it into the next page.

const YEAR = 60 * 60 * 24 * 365;

export function start(button) {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  function current() {
    return root.dataset.theme || (dark.matches ? "dark" : "light");
  }
  button.hidden = false;
  button.addEventListener("click", () => {
    const theme = current() === "dark" ? "light" : "dark";
    root.dataset.theme = theme;
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
  });
}
