// The fields of one question on the page.

// A field without a name is for the page alone and is never sent.
export function inputsOf(question) {
  return [...question.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((input) => input.name);
}

export function isWritten(input) {
  return input.matches("textarea, [type=text]");
}

export function isTicked(input) {
  return input.matches("[type=radio], [type=checkbox]");
}

// Whether it still holds what the page came with.
export function isAsServed(input) {
  if (isTicked(input)) {
    return input.checked === input.defaultChecked;
  }
  const options = [...(input.options ?? [])];
  const first = options.find((option) => option.defaultSelected) ?? options[0];
  return input.value === (first ? first.value : input.defaultValue);
}

export function putInto(input, fields) {
  if (isTicked(input)) {
    input.checked = fields.some(([name, value]) => name === input.name && value === input.value);
  } else {
    input.value = fields.find(([name]) => name === input.name)?.[1] ?? "";
  }
}

// What an earlier version of the site kept here may name its fields otherwise, but for their ends.
export function renamed(fields, question) {
  const prefix = seenField(question).name.replace(/seen$/, "");
  return fields.map(([name, value]) => [name.replace(/^[a-z]+-[0-9]+-/, prefix), value]);
}

export function seenField(question) {
  return question.querySelector("input[name$='-seen']");
}
