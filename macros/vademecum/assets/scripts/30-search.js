/* The field of the home page. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* The field of the home page is a button that opens the search of the header. */
  all("[data-vm-search]").forEach(button => {
    button.hidden = false;
    button.addEventListener("click", () => {
      document.getElementById("__search").click();
      document.querySelector(".md-search__input").focus();
    });
  });
})();
