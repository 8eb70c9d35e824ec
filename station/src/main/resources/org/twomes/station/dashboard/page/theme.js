const KEY = "theme";
/** Paper is always light. */
const MEDIA = { light: "all", dark: "print" };

/** Light or dark colours: as the reader's system has it until this browser's reader chose; the browser remembers that. */
export class Theme {
  #storage;
  #sheet;
  #system;

  /**
   * @param storage as the browser's localStorage
   * @param sheet the link to the light colours, whose media say when they count
   * @param system tells with {@code matches} whether the system is light
   */
  constructor(storage, sheet, system) {
    this.#storage = storage;
    this.#sheet = sheet;
    this.#system = system;
    this.#apply(storage.getItem(KEY));
  }

  get isLight() {
    const chosen = this.#storage.getItem(KEY);
    return chosen in MEDIA ? chosen === "light" : this.#system.matches;
  }

  /** Changes to the other colours. */
  toggle() {
    const chosen = this.isLight ? "dark" : "light";
    this.#storage.setItem(KEY, chosen);
    this.#apply(chosen);
  }

  #apply(chosen) {
    if (chosen in MEDIA) this.#sheet.media = MEDIA[chosen];
  }
}

/** The theme of the page that this browser shows. */
export const pageTheme = () =>
  new Theme(localStorage, document.getElementById("light"), matchMedia("(prefers-color-scheme: light)"));
