// What a part of a page looks like, as SVG: boxes, words at their places, controls with what they hold.
// `drawn(part, words)` is the way in; looking.py calls it in the browser.

const FAMILY = "Helvetica, Arial, sans-serif";
const MARGIN = 16;

function drawn(part, { title, description }) {
  const frame = part.getBoundingClientRect();
  const sheet = { left: frame.left - MARGIN, top: frame.top - MARGIN, bottom: frame.top, shapes: [] };
  walk(part, sheet);
  const width = round(frame.width + 2 * MARGIN);
  const height = round(sheet.bottom - sheet.top + MARGIN);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `role="img" font-family="${FAMILY}">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(description)}</desc>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" fill="#fff" stroke="#cecece"/>`,
    ...sheet.shapes,
    "</svg>",
    "",
  ].join("\n");
}

function walk(element, sheet) {
  const style = getComputedStyle(element);
  if (!element.checkVisibility({ visibilityProperty: true }) || isForEarsOnly(element)) return;
  if (["checkbox", "radio"].includes(element.type)) return tick(element, style, sheet);
  if (style.opacity === "0") return;
  box(element.getBoundingClientRect(), style, sheet);
  if (element.tagName === "IMG") return picture(element, sheet);
  if (element.tagName === "svg") return element.querySelector("use") ? icon(element, style, sheet) : graphic(element, sheet);
  if (element.tagName === "SUMMARY") arrow(element, style, sheet);
  if (style.display === "list-item") bullet(element, style, sheet);
  if (element.matches("input, textarea, select")) return held(element, style, sheet);
  for (const node of element.childNodes) {
    if (node.nodeType === Node.ELEMENT_NODE) walk(node, sheet);
    else if (node.nodeType === Node.TEXT_NODE) words(node, style, sheet);
  }
}

function isForEarsOnly(element) {
  const { width, height } = element.getBoundingClientRect();
  return getComputedStyle(element).position === "absolute" && width <= 1 && height <= 1;
}

function box(rect, style, sheet) {
  const sides = ["Top", "Right", "Bottom", "Left"].map((side) => ({
    width: style[`border${side}Style`] === "none" ? 0 : parseFloat(style[`border${side}Width`]),
    colour: style[`border${side}Color`],
  }));
  const ground = colour(style.backgroundColor);
  const isFrame = sides.every((side) => side.width === sides[0].width && side.colour === sides[0].colour);
  const edge = isFrame && sides[0].width ? colour(sides[0].colour) : null;
  if (!rect.width || !rect.height) return;
  if (ground || sides.some((side) => side.width)) reach(rect, sheet);
  if (ground || edge) {
    const inset = edge ? sides[0].width / 2 : 0;
    const radius = Math.min(parseFloat(style.borderTopLeftRadius) || 0, rect.height / 2);
    sheet.shapes.push(
      `<rect ${placed(rect, sheet, inset)}${radius > 0.5 ? ` rx="${round(radius)}"` : ""} fill="${ground || "none"}"` +
        `${edge ? ` stroke="${edge}" stroke-width="${round(sides[0].width)}"` : ""}/>`,
    );
  }
  if (!isFrame) sides.forEach((side, place) => line(rect, side, place, sheet));
}

function line(rect, side, place, sheet) {
  const stroke = side.width && colour(side.colour);
  if (!stroke) return;
  const { left, top, right, bottom } = rect;
  const half = side.width / 2;
  const [x1, y1, x2, y2] = [
    [left, top + half, right, top + half],
    [right - half, top, right - half, bottom],
    [left, bottom - half, right, bottom - half],
    [left + half, top, left + half, bottom],
  ][place];
  sheet.shapes.push(
    `<path d="M${round(x1 - sheet.left)} ${round(y1 - sheet.top)}L${round(x2 - sheet.left)} ${round(y2 - sheet.top)}" ` +
      `stroke="${stroke}" stroke-width="${round(side.width)}"/>`,
  );
}

// Each line of a text is one <text>, as long as it is in the page whatever the reader's font.
function words(node, style, sheet) {
  for (const { text, rect } of linesOf(node)) {
    reach(rect, sheet);
    const shown = style.textTransform === "uppercase" ? text.toUpperCase() : text;
    const size = parseFloat(style.fontSize);
    const isBold = Number(style.fontWeight) >= 600;
    const marks = [
      `x="${round(rect.left - sheet.left)}"`,
      `y="${round(baseline(rect, style) - sheet.top)}"`,
      `font-size="${round(size)}"`,
      isBold ? 'font-weight="bold"' : "",
      style.fontStyle === "italic" ? 'font-style="italic"' : "",
      isUnderlined(node) ? 'text-decoration="underline"' : "",
      `fill="${colour(style.color) || "#000"}"`,
      text.length > 3 ? `textLength="${round(rect.width)}" lengthAdjust="spacingAndGlyphs"` : "",
    ];
    sheet.shapes.push(`<text ${marks.filter(Boolean).join(" ")}>${escaped(shown)}</text>`);
  }
}

function linesOf(node) {
  const lines = [];
  const range = document.createRange();
  // A line may break after a hyphen.
  for (const { index, 0: word } of node.data.matchAll(/[^\s-]*-|[^\s-]+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const rect = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (!rect.width) continue;
    if (last && Math.abs(last.rect.top - rect.top) < 3) {
      last.text += /\s/.test(node.data[index - 1]) ? ` ${word}` : word;
      last.rect = new DOMRect(last.rect.left, last.rect.top, rect.right - last.rect.left, last.rect.height);
    } else {
      lines.push({ text: word, rect });
    }
  }
  return lines;
}

function baseline(rect, style) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = pen.measureText("x");
  return rect.top + (rect.height * up) / (up + down);
}

function isUnderlined(node) {
  const around = node.parentElement.closest("a, button, summary");
  return Boolean(around) && getComputedStyle(around).textDecorationLine.includes("underline");
}

// A control's words are no text of the page, so a paragraph of the same shape stands in for it.
function held(control, style, sheet) {
  const text = control.tagName === "SELECT" ? control.selectedOptions[0]?.text : control.value || control.placeholder;
  if (control.type === "hidden" || !text) return;
  const rect = control.getBoundingClientRect();
  const standIn = document.createElement("div");
  const isLong = control.tagName === "TEXTAREA";
  for (const name of ["font", "letterSpacing", "padding", "textIndent", "color", "fontStyle"]) {
    standIn.style[name] = style[name];
  }
  Object.assign(standIn.style, {
    boxSizing: "border-box",
    position: "fixed",
    left: `${rect.left}px`,
    top: `${rect.top}px`,
    width: `${rect.width}px`,
    height: `${rect.height}px`,
    border: `${style.borderTopWidth} solid transparent`,
    lineHeight: isLong ? style.lineHeight : `${control.clientHeight - padding(style)}px`,
    whiteSpace: isLong ? "pre-wrap" : "pre",
  });
  standIn.textContent = text;
  document.body.append(standIn);
  const inside = { ...sheet, shapes: [] };
  words(standIn.firstChild, getComputedStyle(standIn), inside);
  const isCut = standIn.scrollWidth > standIn.clientWidth;
  standIn.remove();
  // Words that are longer than their box end at its edge.
  if (isCut) inside.shapes = [`<svg width="${round(rect.right - sheet.left - 8)}">`, ...inside.shapes, "</svg>"];
  sheet.shapes.push(...inside.shapes);
  if (control.tagName === "SELECT") chevron(rect, sheet);
}

function padding(style) {
  return parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
}

function chevron(rect, sheet) {
  const [x, y] = [round(rect.right - sheet.left - 20), round(rect.top - sheet.top + rect.height / 2 - 2)];
  sheet.shapes.push(`<path d="M${x} ${y}l5 5 5-5" fill="none" stroke="#0b0c0c" stroke-width="2"/>`);
}

// The site's own radios and checkboxes are drawn, by their label, around an input that is there and not seen.
function tick(control, style, sheet) {
  const rect = control.getBoundingClientRect();
  const isOwn = style.opacity === "0";
  const size = isOwn ? parseFloat(getComputedStyle(control.labels[0], "::before").width) : rect.width;
  reach(rect, sheet);
  const [cx, cy] = [rect.left - sheet.left + rect.width / 2, rect.top - sheet.top + rect.height / 2];
  const [x, y] = [cx - size / 2, cy - size / 2];
  const edge = isOwn ? 'fill="#fff" stroke="#0b0c0c" stroke-width="2"' : 'fill="#fff" stroke="#757575"';
  if (control.type === "radio") {
    sheet.shapes.push(`<circle cx="${round(cx)}" cy="${round(cy)}" r="${round(size / 2 - 1)}" ${edge}/>`);
    if (control.checked) sheet.shapes.push(`<circle cx="${round(cx)}" cy="${round(cy)}" r="${round(size / 4)}"/>`);
    return;
  }
  const square = new DOMRect(rect.left + (rect.width - size) / 2, rect.top + (rect.height - size) / 2, size, size);
  sheet.shapes.push(`<rect ${placed(square, sheet, 0.5)} rx="${isOwn ? 0 : 3}" ${edge}/>`);
  if (!control.checked) return;
  const [start, down, up] = [[0.22, 0.52], [0.2, 0.21], [0.37, -0.43]].map((step) => step.map((part) => round(part * size)));
  sheet.shapes.push(
    `<path d="M${round(x + start[0])} ${round(y + start[1])}l${down.join(" ")} ${up.join(" ")}" fill="none" ` +
      `stroke="#0b0c0c" stroke-width="${round(0.12 * size)}"/>`,
  );
}

function arrow(element, style, sheet) {
  const rect = element.getBoundingClientRect();
  const [x, y] = [round(rect.left - sheet.left), round(rect.top - sheet.top + rect.height / 2 - 7)];
  sheet.shapes.push(`<path d="M${x} ${y}l12 7-12 7z" fill="${colour(style.color)}"/>`);
}

function bullet(element, style, sheet) {
  if (style.listStyleType !== "disc") return;
  const rect = element.getBoundingClientRect();
  const [x, y] = [round(rect.left - sheet.left - 12), round(rect.top - sheet.top + parseFloat(style.lineHeight) / 2)];
  sheet.shapes.push(`<circle cx="${x}" cy="${y}" r="3"/>`);
}

function icon(element, style, sheet) {
  const name = element.querySelector("use")?.getAttribute("href");
  const symbol = name && document.querySelector(name);
  if (!symbol) return;
  const around = element.getBoundingClientRect();
  const inset = parseFloat(style.paddingTop) + parseFloat(style.borderTopWidth);
  const view = symbol.getAttribute("viewBox") || "0 0 16 16";
  const paths = [...symbol.querySelectorAll("path")].map((path) => `<path d="${path.getAttribute("d")}"/>`);
  sheet.shapes.push(
    `<svg ${placed(around, sheet, inset)} viewBox="${view}" fill="${colour(style.color)}">${paths.join("")}</svg>`,
  );
}

// A drawing of the demo is put in as it is; its text was fetched, since a picture may refer to nothing outside.
function picture(element, sheet) {
  sheet.shapes.push(...drawing(element.currentSrc, placed(element.getBoundingClientRect(), sheet)));
}

function drawing(source, place) {
  if (!window.drawings[source]) return [];
  const whole = new DOMParser().parseFromString(window.drawings[source], "image/svg+xml").documentElement;
  whole.querySelectorAll("title, desc").forEach((words) => words.remove());
  whole.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
  const ways = ["viewBox", "font-family", "font-size", "fill", "stroke", "stroke-width"]
    .filter((name) => whole.hasAttribute(name))
    .map((name) => `${name}="${escaped(whole.getAttribute(name))}"`);
  return [`<svg ${place} ${ways.join(" ")}>${whole.innerHTML.replaceAll(' xmlns="http://www.w3.org/2000/svg"', "").trim()}</svg>`];
}

// A drawing that the page itself holds, such as the zones of a hotspot over their picture.
function graphic(element, sheet) {
  const parts = [...element.querySelectorAll("image, rect, circle, text")].flatMap((part) => {
    const marks = ["x", "y", "cx", "cy", "r", "dy", "width", "height", "font-size"]
      .filter((name) => part.hasAttribute(name))
      .map((name) => `${name}="${part.getAttribute(name)}"`);
    if (part.tagName === "image") return drawing(new URL(part.getAttribute("href"), location).href, marks.join(" "));
    const style = getComputedStyle(part);
    const ways = [
      `fill="${colour(style.fill) || "none"}"`,
      `stroke="${colour(style.stroke) || "none"}"`,
      `stroke-width="${style.strokeWidth}"`,
      `text-anchor="${style.textAnchor}"`,
      `font-weight="${style.fontWeight}"`,
    ];
    return [`<${part.tagName} ${[...marks, ...ways].join(" ")}>${escaped(part.textContent.trim())}</${part.tagName}>`];
  });
  const view = element.getAttribute("viewBox");
  sheet.shapes.push(`<svg ${placed(element.getBoundingClientRect(), sheet)} viewBox="${view}">${parts.join("")}</svg>`);
}

// The picture ends below what is lowest in it.
function reach(rect, sheet) {
  sheet.bottom = Math.max(sheet.bottom, rect.bottom);
}

function placed(rect, sheet, inset = 0) {
  const [x, y] = [rect.left - sheet.left + inset, rect.top - sheet.top + inset];
  return `x="${round(x)}" y="${round(y)}" width="${round(rect.width - 2 * inset)}" height="${round(rect.height - 2 * inset)}"`;
}

// A colour as #rrggbb, whatever notation the style sheet used; null for one that is not seen.
function colour(notation) {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  pen.fillStyle = notation;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
  if (alpha < 8) return null;
  const onWhite = [red, green, blue].map((part) => Math.round(255 + ((part - 255) * alpha) / 255));
  return `#${onWhite.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function round(number) {
  return Math.round(number * 2) / 2;
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
