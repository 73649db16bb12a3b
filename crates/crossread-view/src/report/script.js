// Filters, opens and copies. The page works without it.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const filter = document.getElementById("filter");
  if (filter) {
    filter.hidden = false;
    filter.addEventListener("input", () => {
      const wanted = filter.value.trim().toLowerCase();
      for (const one of all("[data-filter]")) {
        one.hidden = wanted !== "" && !one.textContent.toLowerCase().includes(wanted);
      }
      const folded = all("details.holds");
      for (const one of folded) one.open = wanted !== "" || one.dataset.open === "yes";
    });
  }
  for (const button of all("button.open-all")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const inside = [...button.closest("section").querySelectorAll("details")];
      const open = inside.some((one) => !one.open);
      for (const one of inside) one.open = open;
    });
  }
  for (const button of all("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const words = button.closest("figure").querySelector("mark").textContent;
      const source = button.dataset.cite ?? document.getElementById(button.dataset.article).querySelector(".cite").textContent;
      try {
        await navigator.clipboard.writeText(`“${words}” (${source.trim()})`);
        button.textContent = "copied";
      } catch {
        button.textContent = "could not copy";
      }
    });
  }
  for (const select of all("select.sort")) {
    select.hidden = false;
    select.addEventListener("change", () => {
      const list = document.getElementById(select.dataset.list);
      const key = select.value;
      const number = (one) => Number(one.dataset[key]);
      const by = key === "name"
        ? (a, b) => a.textContent.localeCompare(b.textContent)
        : (a, b) => number(b) - number(a);
      list.append(...[...list.children].sort(by));
    });
  }
  // A link to a passage opens what it lies in.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let one = target.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
