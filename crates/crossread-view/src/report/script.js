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
  // A citation: the sentence, the value in it, who says it, and the article with its hash and the place.
  const citation = (figure) => {
    const text = (one) => one?.textContent.replace(/\s+/g, " ").trim();
    const words = text(figure.querySelector("mark"));
    const sentence = text(figure.querySelector(".own"));
    const value = text(figure.closest(".column")?.querySelector(".reading")) ?? words;
    const article = figure.querySelector(".acts a").hash.slice(1).replace(/-\d+$/, "");
    const line = figure.dataset.cite ?? document.getElementById(article).querySelector(".cite").dataset.cite;
    const by = text(figure.querySelector(".by"));
    const parts = [`“${sentence}”`];
    if (sentence !== words) parts.push(`value: ${value}`);
    if (by) parts.push(`said by ${by}`);
    return `${parts.join(" · ")} (${line}, characters ${figure.dataset.at})`;
  };
  for (const figure of all("figure[data-at]")) {
    const button = document.createElement("button");
    button.className = "copy";
    button.type = "button";
    button.textContent = "copy as citation";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(citation(figure));
        button.textContent = "copied";
      } catch {
        button.textContent = "could not copy";
      }
    });
    figure.querySelector(".acts").append(button);
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
