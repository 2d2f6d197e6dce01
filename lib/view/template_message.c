/*
 * template_message: the text is looked up while compiling, so a page pays for
 * its language nothing.  A translation must hold the names of its message;
 * if not, the template does not compile in that language.
 */
#include "view/template_message.h"

#include <string.h>

#include "base/arena.h"
#include "view/language.h"
#include "view/template_element.h"
#include "view/template_parse.h"
#include "view/template_value.h"

#include "base/banned.h"

#define MESSAGE_MAX 8192
#define BLANK " \t\r\n"

/* What is emitted besides the text: where it stands, and w:t's children. */
struct message {
	const struct element *at;
	const struct element *args;	/* the first child; NULL: none */
	enum escape escape;
};

static enum escape
message_escape(const struct compile *c, enum escape e)
{
	return c->in->notice ? ESCAPE_NONE : e;
}

/* White space inside folded to one space, at both ends cut. */
static char *
message_fold(struct compile *c, const char *s)
{
	struct buf b;
	size_t n;

	buf_init(&b, c->a, strlen(s));
	BUF_LIT(&b, "");
	s += strspn(s, BLANK);
	while (*s != '\0') {
		n = strcspn(s, BLANK);
		buf_add(&b, s, n);
		s += n;
		n = strspn(s, BLANK);
		if (n > 0 && s[n] != '\0')
			buf_char(&b, ' ');
		s += n;
	}
	return b.p;
}

/* Whether a translator has anything to do: a letter outside of {values}.
 * U+0080..BF and U+2000..2FFF are signs (no-break space, dashes, arrows). */
static bool
message_has_words(const char *s)
{
	bool inside = false;

	for (; *s != '\0'; s++) {
		unsigned char ch = (unsigned char)*s;

		if (ch == '{' || ch == '}')
			inside = ch == '{';
		else if (inside)
			continue;
		else if ((ch | 0x20) >= 'a' && (ch | 0x20) <= 'z')
			return true;
		else if (ch >= 0xc3 && ch != 0xe2)
			return true;
	}
	return false;
}

static void
message_list(struct compile *c, const struct element *at, const char *msgid,
    const char *plural)
{
	struct template_message m = { msgid, plural, at->file, at->line };

	c->each(&m, c->each_arg);
}

static const char *
message_look_up(struct compile *c, const struct element *at, const char *msgid)
{
	const char *text;

	if (c->untranslated || !message_has_words(msgid))
		return msgid;
	if (c->each != NULL) {
		message_list(c, at, msgid, NULL);
		return msgid;
	}
	text = language_text(c->in->language, msgid);
	if (language_same_names(msgid, text))
		return text;
	template_complain(c, at, "%s: other placeholders than \"%s\"",
	    c->in->language->code, msgid);
	return msgid;
}

static const struct element *
message_arg(const struct element *args, struct str name)
{
	const char *arg;

	for (; args != NULL; args = args->next) {
		if (args->name == NULL)
			continue;
		arg = template_directive(args, "arg");
		if (arg != NULL && str_is(name, arg))
			return args;
	}
	return NULL;
}

static void
message_emit_name(struct compile *c, const struct message *m, struct str name)
{
	const struct element *arg = message_arg(m->args, name);
	struct op op = { .escape = (uint8_t)m->escape };
	struct value v;

	if (arg != NULL) {
		c->arg = arg;
		template_element(c, arg);
	} else if (template_value_parse(c, m->at, name, &v)) {
		template_value_emit(c, &v, &op);
	}
}

static void
message_emit(struct compile *c, const struct message *m, const char *text)
{
	struct str rest = str_of(text), part;

	while (rest.n > 0) {
		rest = str_cut(rest, '{', &part);
		template_emit_escaped(c, part, m->escape);
		if (rest.p == NULL)
			return;
		rest = str_cut(rest, '}', &part);
		if (rest.p == NULL) {
			template_complain(c, m->at, "a { without its }");
			return;
		}
		message_emit_name(c, m, part);
	}
}

/* The white space between a text and its neighbours: one character. */
static void
message_emit_blank(struct compile *c, const char *s, size_t n)
{
	static const struct op space = { .kind = OP_SPACE };

	if (n == 0)
		return;
	if (c->in->notice)
		template_emit_op(c, &space);
	else if (memchr(s, '\n', n) != NULL)
		template_emit(c, "\n");
	else
		template_emit(c, " ");
}

void
template_message_text(struct compile *c, const struct element *e)
{
	struct message m = { e, NULL, message_escape(c, ESCAPE_TEXT) };
	const char *s = e->text;
	size_t before = strspn(s, BLANK), after = strlen(s);

	if (c->verbatim) {
		message_emit(c, &m, s);
		return;
	}
	message_emit_blank(c, s, before);
	if (s[before] == '\0')
		return;
	message_emit(c, &m, message_look_up(c, e, message_fold(c, s)));
	while (strchr(BLANK, s[after - 1]) != NULL)
		after--;
	message_emit_blank(c, s + after, strlen(s + after));
}

void
template_message_attribute(struct compile *c, const struct element *at,
    const char *value, bool for_people)
{
	struct message m = { at, NULL, ESCAPE_ATTRIBUTE };

	if (for_people)
		value = message_look_up(c, at, message_fold(c, value));
	message_emit(c, &m, value);
}

/* The msgid of w:t: texts as they are, children as {their w:arg}. */
static char *
message_of_children(struct compile *c, const struct element *e)
{
	const struct element *child;
	const char *arg;
	struct buf b;

	buf_init(&b, c->a, MESSAGE_MAX);
	BUF_LIT(&b, "");
	for (child = e->child; child != NULL; child = child->next) {
		if (child->name == NULL) {
			buf_cstr(&b, child->text);
			continue;
		}
		arg = template_directive(child, "arg");
		if (arg == NULL)
			template_complain(c, child,
			    "a child of w:t needs w:arg");
		else if (message_arg(e->child, str_of(arg)) != child)
			template_complain(c, child, "w:arg %s twice", arg);
		else
			buf_printf(&b, "{%s}", arg);
	}
	if (b.failed)
		template_complain(c, e, "too long a message");
	return message_fold(c, b.p);
}

void
template_message_whole(struct compile *c, const struct element *e)
{
	struct message m = { e, e->child, message_escape(c, ESCAPE_TEXT) };

	message_emit(c, &m, message_look_up(c, e, message_of_children(c, e)));
}

/* The text for each number of 0..199 by form; how many forms there are. */
static int
message_probe(struct compile *c, const char *msgid, const char *many,
    struct plural *p, const char *form[PLURAL_FORMS])
{
	const char *text;
	int i, k, n = 0;

	for (i = 0; i < PLURAL_NUMBERS; i++) {
		text = language_plural(c->in->language, msgid, many, i);
		for (k = 0; k < n && strcmp(form[k], text) != 0; k++)
			;
		if (k == PLURAL_FORMS)
			return -1;
		if (k == n)
			form[n++] = text;
		p->form[i] = (uint8_t)k;
	}
	return n;
}

static void
message_emit_forms(struct compile *c, const struct message *m,
    const struct value *count, const char *msgid, const char *many)
{
	struct plural *p = ARENA_NEW(c->a, struct plural);
	struct op op = { .kind = OP_PLURAL, .place = count->place,
	    .plural = p };
	const char *form[PLURAL_FORMS];
	uint32_t end[PLURAL_FORMS];
	int i, n = message_probe(c, msgid, many, p, form);

	template_emit_op(c, &op);
	op = (struct op){ .kind = OP_JUMP };
	for (i = 0; i < n; i++) {
		if (!language_known_names(form[i], msgid, many))
			template_complain(c, m->at,
			    "%s: other placeholders than \"%s\"",
			    c->in->language->code, msgid);
		p->to[i] = template_emit_here(c);
		message_emit(c, m, form[i]);
		end[i] = template_emit_op(c, &op);
	}
	for (i = 0; i < n; i++)
		template_emit_land(c, end[i]);
}

void
template_message_plural(struct compile *c, const struct element *e,
    const char *plural, const char *count)
{
	struct message m = { e, NULL, message_escape(c, ESCAPE_TEXT) };
	const char *many = message_fold(c, plural), *msgid;
	struct value v;

	if (count == NULL || e->child == NULL || e->child->name != NULL ||
	    e->child->next != NULL) {
		template_complain(c, e, "w:plural needs w:count and only text");
		return;
	}
	msgid = message_fold(c, e->child->text);
	if (!template_value_path(c, e, str_of(count), &v))
		return;
	if (v.type.known && v.type.kind != NODE_INT)
		template_complain(c, e, "w:count is not a number");
	else if (c->each != NULL)
		message_list(c, e, msgid, many);
	else
		message_emit_forms(c, &m, &v, msgid, many);
}

void
template_message_known(struct compile *c, const char *msgid, enum escape e)
{
	const char *text = msgid;

	if (c->each == NULL)
		text = language_text(c->in->language, msgid);
	template_emit_escaped(c, str_of(text), e);
}
