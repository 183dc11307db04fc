// Builds elements. Text is always text: no name that a client invents becomes markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes and children; a child that is null or false is left out. */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** Likewise, of SVG. */
export function drawn(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== false && child !== undefined));
  return node;
}

/** A piece of a bar: from 0 to 1 of its width. */
export function part(className, share) {
  const piece = element("span", { class: className });
  piece.style.setProperty("--part", String(Math.min(1, Math.max(0, share))));
  return piece;
}

/** A number as people read it, with the exact one as its value. */
export function number(exact, text, className = "") {
  return element("data", className === "" ? { value: exact } : { value: exact, class: className }, text);
}

/**
 * A table. A column has a title, a function from a row to its cell and, where numbers stand in it, number: true;
 * wide: true hides it on narrow screens.
 */
export function table(columns, rows) {
  const className = (column) =>
    [column.number ? "number" : "", column.wide ? "wide" : "", column.className ?? ""].filter(Boolean).join(" ");
  const cell = (name, column, content) =>
    element(name, className(column) === "" ? {} : { class: className(column) }, content);
  return element("table", {},
    element("thead", {}, element("tr", {}, columns.map((column) => {
      const head = cell("th", column, column.title);
      head.scope = "col";
      return head;
    }))),
    element("tbody", {}, rows.map((row) =>
      element("tr", {}, columns.map((column) => cell("td", column, column.cell(row)))))));
}

export function empty(text) {
  return element("p", { class: "empty" }, text);
}

export function show(id, ...content) {
  document.getElementById(id).replaceChildren(...content);
}
