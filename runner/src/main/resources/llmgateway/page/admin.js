// Asks the management endpoints.

const KEY = "llm.management.key";

/** An answer other than 200. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export function keep(key) {
  sessionStorage.setItem(KEY, key);
}

export function forget() {
  sessionStorage.removeItem(KEY);
}

export async function ask(resource, parameters = {}) {
  const key = sessionStorage.getItem(KEY);
  const query = new URLSearchParams(parameters).toString();
  const answer = await fetch(`../admin/${resource}${query === "" ? "" : `?${query}`}`, {
    headers: key === null ? {} : { Authorization: `Bearer ${key}` },
    cache: "no-store",
  });
  if (!answer.ok) {
    const body = await answer.json().catch(() => ({}));
    throw new Refused(answer.status, body.error?.message ?? `The gateway answers ${answer.status}.`);
  }
  return answer.json();
}
