/*
 * html: reading our own pages, which are well formed: their tags, and what a
 * form says of a field.  No parser of the world's HTML.
 */
const TAG = /<([a-zA-Z][\w-]*)((?:\s+[\w:.-]+(?:="[^"]*")?)*)\s*\/?>/g;
const ATTRIBUTE = /([\w:.-]+)(?:="([^"]*)")?/g;
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': '\'' };

export const decode = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g,
	(_, name) => ENTITIES[name]);

/* Every start tag in its order: { name, at, attributes: {name: value} }. */
export function tags(html, name) {
	return [...html.matchAll(TAG)].map((m) => ({
		name: m[1].toLowerCase(),
		at: m.index,
		attributes: Object.fromEntries([...m[2].matchAll(ATTRIBUTE)]
			.map((a) => [a[1].toLowerCase(), decode(a[2] ?? '')])),
	})).filter((t) => !name || t.name === name);
}

/* The text a person reads, one space between words. */
export const words = (html) => decode(html.replace(/<[^>]*>/g, ' '))
	.replace(/\s+/g, ' ').trim();

export const byId = (html, id) =>
	tags(html).find((t) => t.attributes.id === id);

/* The controls of that name; of a group of choices, all of them. */
export const controls = (html, name) => tags(html).filter((t) =>
	['input', 'select', 'textarea'].includes(t.name) &&
	t.attributes.name === name);

/* What stands in a control: typed, chosen or ticked. */
export function valueOf(html, name) {
	const found = controls(html, name);
	const [first] = found;
	if (!first) {
		return undefined;
	}
	if (first.name === 'textarea') {
		const rest = html.slice(html.indexOf('>', first.at) + 1);
		return decode(rest.slice(0, rest.indexOf('</textarea>')))
			.replace(/^\n/, '');
	}
	if (first.name === 'select') {
		const rest = html.slice(first.at);
		return tags(rest.slice(0, rest.indexOf('</select>')), 'option')
			.find((o) => 'selected' in o.attributes)?.attributes.value;
	}
	if (['radio', 'checkbox'].includes(first.attributes.type)) {
		const on = found.filter((t) => 'checked' in t.attributes)
			.map((t) => t.attributes.value ?? 'on');
		return on.length > 1 ? on : on[0];
	}
	return first.attributes.value;
}

/* The summary of errors: [{ href, message }], null if there is none. */
export function errors(html) {
	const from = html.indexOf('class="errors"');
	if (from < 0) {
		return null;
	}
	const part = html.slice(from, html.indexOf('</section>', from));
	return [...part.matchAll(/<li>(.*?)<\/li>/gs)].map((m) => ({
		href: tags(m[1], 'a')[0]?.attributes.href ?? null,
		message: words(m[1]),
	}));
}

/* Where a page leads on its own site: links, and forms' actions. */
export function links(html) {
	return [...new Set(tags(html, 'a').map((t) => t.attributes.href)
		.filter((h) => h && /^\/(?!\/)/.test(h))
		.map((h) => h.replace(/#.*$/, '')))];
}
