/*
 * template_attribute: what kind an attribute is decides what may stand in it
 * and how it is escaped; the tables are the whole policy.  What the content
 * security policy would drop anyway (style, on...) is refused here, where the
 * author sees it.
 */
#include "view/template_attribute.h"

#include <string.h>

#include "base/arena.h"
#include "view/html.h"
#include "view/template_form.h"
#include "view/template_message.h"
#include "view/template_value.h"

#include "base/banned.h"

enum kind { KIND_UNKNOWN, KIND_PLAIN, KIND_URL, KIND_OWN_URL, KIND_BOOLEAN,
	KIND_REFUSED };

static const char *const plain[] = { "alt", "autocomplete", "class", "colspan",
	"content", "cx", "cy", "d", "datetime", "dir", "for", "form", "height",
	"id", "inputmode", "label", "lang", "list", "max", "maxlength", "media",
	"min", "minlength", "name", "pattern", "placeholder", "points", "r",
	"rel", "role", "rowspan", "rows", "rx", "ry", "scope", "size", "start",
	"step", "tabindex", "text-anchor", "title", "transform", "translate",
	"type", "value", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
	NULL };
static const char *const url[] = { "action", "cite", "href", NULL };
static const char *const own_url[] = { "formaction", "poster", "src", NULL };
static const char *const boolean[] = { "async", "autofocus", "checked",
	"controls", "default", "defer", "disabled", "formnovalidate", "hidden",
	"inert", "loop", "multiple", "muted", "nomodule", "novalidate", "open",
	"playsinline", "readonly", "required", "reversed", "selected", NULL };
static const char *const refused[] = { "style", "srcdoc", "srcset", "ping",
	NULL };
/* Read out or shown: messages. */
static const char *const for_people[] = { "alt", "aria-description",
	"aria-label", "aria-roledescription", "aria-valuetext", "data-label",
	"placeholder", "title", NULL };
/* {values} may stand in them as well, but they are not translated. */
static const char *const with_values[] = { "content", "id", "value", NULL };

static bool
attribute_is_in(const char *const *list, const char *name)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, name) == 0)
			return true;
	return false;
}

static bool
attribute_is_aria(const char *name)
{
	return strncmp(name, "aria-", 5) == 0;
}

static enum kind
attribute_kind(const struct element *e, const char *name)
{
	if (strncmp(name, "on", 2) == 0 || attribute_is_in(refused, name))
		return KIND_REFUSED;
	if (attribute_is_in(boolean, name))
		return KIND_BOOLEAN;
	if (attribute_is_in(own_url, name))
		return KIND_OWN_URL;
	/* What a page fetches by href comes from this site as well. */
	if (strcmp(name, "href") == 0 && (strcmp(e->name, "link") == 0 ||
	    (e->foreign && strcmp(e->name, "a") != 0)))
		return KIND_OWN_URL;
	if (attribute_is_in(url, name))
		return KIND_URL;
	if (attribute_is_in(plain, name) || attribute_is_aria(name) ||
	    strncmp(name, "data-", 5) == 0)
		return KIND_PLAIN;
	return KIND_UNKNOWN;
}

bool
template_attribute_is_known(const char *name)
{
	static const struct element any = { .name = "" };

	return attribute_kind(&any, name) != KIND_UNKNOWN;
}

/* A file of ours, under its address with a version. */
static void
attribute_asset(struct compile *c, const struct element *e, const char *value)
{
	struct str path, anchor = str_cut(str_of(value), '#', &path);
	const char *address = c->env->asset(str_copy(c->a, path));

	if (address == NULL) {
		template_complain(c, e, "no such static file: %s", value);
		return;
	}
	template_emit_escaped(c, str_of(address), ESCAPE_ATTRIBUTE);
	if (anchor.p != NULL) {
		template_emit(c, "#");
		template_emit_escaped(c, anchor, ESCAPE_ATTRIBUTE);
	}
}

static bool
attribute_url_is_known(struct compile *c, struct str value, enum kind kind)
{
	struct str path;

	if (value.n > 0 && value.p[0] == '/') {
		str_cut(value, '#', &path);
		str_cut(path, '?', &path);
		return html_url_is_own(value) &&
		    c->env->path_is_known(str_copy(c->a, path));
	}
	return html_url_is_safe(value) &&
	    (kind == KIND_URL || value.p[0] == '#');
}

static void
attribute_literal_url(struct compile *c, const struct element *e,
    const struct attribute *a, enum kind kind)
{
	if (c->each != NULL)
		return;
	template_emit(c, " ");
	template_emit(c, a->name);
	template_emit(c, "=\"");
	if (strncmp(a->value, "/static/", 8) == 0)
		attribute_asset(c, e, a->value);
	else if (attribute_url_is_known(c, str_of(a->value), kind))
		template_emit_escaped(c, str_of(a->value), ESCAPE_ATTRIBUTE);
	else
		template_complain(c, e, "%s=\"%s\" leads nowhere", a->name,
		    a->value);
	template_emit(c, "\"");
}

static void
attribute_emit_fixed(struct compile *c, const struct element *e,
    const char *name, const char *value)
{
	if (strchr(value, '{') != NULL && strcmp(name, "pattern") != 0)
		template_complain(c, e, "a value cannot stand in %s=\"...\": "
		    "write w:%s", name, name);
	else
		template_emit_escaped(c, str_of(value), ESCAPE_ATTRIBUTE);
}

static void
attribute_literal_plain(struct compile *c, const struct element *e,
    const struct attribute *a)
{
	bool people = attribute_is_in(for_people, a->name);

	template_emit(c, " ");
	template_emit(c, a->name);
	template_emit(c, "=\"");
	if (people || attribute_is_in(with_values, a->name))
		template_message_attribute(c, e, a->value, people);
	else
		attribute_emit_fixed(c, e, a->name, a->value);
}

static void
attribute_literal(struct compile *c, const struct element *e,
    const struct attribute *a)
{
	enum kind kind = attribute_kind(e, a->name);

	if (kind == KIND_REFUSED) {
		template_complain(c, e, "%s is not allowed", a->name);
	} else if (kind == KIND_BOOLEAN) {
		template_emit(c, " ");
		template_emit(c, a->name);
	} else if (kind == KIND_URL || kind == KIND_OWN_URL) {
		attribute_literal_url(c, e, a, kind);
	} else if (strcmp(a->name, "class") != 0) {
		attribute_literal_plain(c, e, a);
		template_emit(c, "\"");
	}
}

/* "word if path", "word if path=word": gives the word; cond is what follows. */
static struct str
attribute_conditional(const char *text, struct str *cond)
{
	const char *at = strstr(text, " if ");

	if (at == NULL)
		return (struct str){ NULL, 0 };
	*cond = str_trim(str_of(at + 4));
	return str_trim((struct str){ text, (size_t)(at - text) });
}

static bool
attribute_is_word(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] == '\0' || strchr("abcdefghijklmnopqrstuvwxyz"
		    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", s.p[i]) == NULL)
			return false;
	return s.n > 0;
}

/* before, the word, after: where the condition holds. */
static void
attribute_emit_word(struct compile *c, const struct element *e,
    const char *text, const struct op *around)
{
	struct str cond = { NULL, 0 }, word = attribute_conditional(text,
	    &cond);
	uint32_t at;

	if (!attribute_is_word(word)) {
		template_complain(c, e, "not one word: %.*s", (int)word.n,
		    word.p);
		return;
	}
	at = template_value_if(c, e, cond, false);
	template_emit_str(c, around->text);
	template_emit_str(c, word);
	template_emit_str(c, around->after);
	template_emit_land(c, at);
}

/* A truth may stand in aria-...; elsewhere it would be a word by accident. */
static bool
attribute_value(struct compile *c, const struct element *e,
    const struct attribute *a, struct value *v)
{
	if (attribute_is_aria(a->name) && strchr(a->value, '|') == NULL) {
		if (!template_value_path(c, e, str_of(a->value), v))
			return false;
		if (v->type.known && v->type.kind == NODE_BOOL)
			return true;
	}
	return template_value_parse(c, e, str_of(a->value), v);
}

static void
attribute_emit_value(struct compile *c, const struct element *e,
    const struct attribute *a, struct op *op)
{
	static const enum escape escapes[] = {
		[KIND_PLAIN] = ESCAPE_ATTRIBUTE,
		[KIND_URL] = ESCAPE_URL,
		[KIND_OWN_URL] = ESCAPE_OWN_URL,
	};
	enum kind kind = attribute_kind(e, a->name);
	struct value v;

	op->escape = (uint8_t)escapes[kind];
	if (kind == KIND_PLAIN && strstr(a->value, " if ") != NULL)
		attribute_emit_word(c, e, a->value, op);
	else if (attribute_value(c, e, a, &v))
		template_value_emit(c, &v, op);
}

/* class is written once: the literal, and what w:class adds to it. */
static void
attribute_class(struct compile *c, const struct element *e)
{
	const char *literal = template_attribute(e, "class");
	const char *more = template_directive(e, "class");
	struct attribute a = { "class", more, true };
	struct op op = { .text = STR(" "), .skips_empty = true };

	if (literal == NULL) {
		op.text = STR(" class=\"");
		op.after = STR("\"");
	} else {
		template_emit(c, " class=\"");
		attribute_emit_fixed(c, e, "class", literal);
	}
	if (more != NULL)
		attribute_emit_value(c, e, &a, &op);
	if (literal != NULL)
		template_emit(c, "\"");
}

static void
attribute_boolean(struct compile *c, const struct element *e,
    const struct attribute *a)
{
	uint32_t at = template_value_if(c, e, str_of(a->value), false);

	template_emit(c, " ");
	template_emit(c, a->name);
	template_emit_land(c, at);
}

static void
attribute_dynamic(struct compile *c, const struct element *e,
    const struct attribute *a)
{
	enum kind kind = attribute_kind(e, a->name);
	struct op op = { .after = STR("\"") };

	if (kind == KIND_UNKNOWN || strcmp(a->name, "class") == 0)
		return;		/* not an attribute; written with class */
	if (kind == KIND_REFUSED || strcmp(e->name, "script") == 0 ||
	    strcmp(e->name, "style") == 0)
		template_complain(c, e, "a value cannot stand in %s of %s",
		    a->name, e->name);
	else if (template_attribute(e, a->name) != NULL)
		template_complain(c, e, "both %s and w:%s", a->name, a->name);
	else if (kind == KIND_BOOLEAN)
		attribute_boolean(c, e, a);
	else {
		op.text = str_of(str_printf(c->a, " %s=\"", a->name));
		attribute_emit_value(c, e, a, &op);
	}
}

void
template_attributes(struct compile *c, const struct element *e)
{
	size_t i;

	if (strcmp(e->name, "form") == 0)
		template_form_attributes(c, e);
	if (template_attribute(e, "class") != NULL ||
	    template_directive(e, "class") != NULL)
		attribute_class(c, e);
	for (i = 0; i < e->attributes; i++)
		if (e->attribute[i].directive)
			attribute_dynamic(c, e, &e->attribute[i]);
		else
			attribute_literal(c, e, &e->attribute[i]);
}
