/*
 * template_element: the walk over a file's elements.  Around an element stand,
 * from the outside: w:each, w:if, w:unless, then what it is (a fragment, a
 * control, or itself), its tags, its content.
 */
#include "view/template_element.h"

#include <string.h>

#include "base/arena.h"
#include "view/template_attribute.h"
#include "view/template_control.h"
#include "view/template_form.h"
#include "view/template_message.h"
#include "view/template_parse.h"
#include "view/template_use.h"
#include "view/template_value.h"

#include "base/banned.h"

#define ELEMENT_DEPTH 64

static bool
element_is_in(const char *const *list, const char *name)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, name) == 0)
			return true;
	return false;
}

static bool
element_is_void(const struct element *e)
{
	static const char *const names[] = { "area", "base", "br", "col",
	    "embed", "hr", "img", "input", "link", "meta", "source", "track",
	    "wbr", NULL };

	return !e->foreign && element_is_in(names, e->name);
}

static bool
element_is_form(const struct element *e)
{
	return strcmp(e->name, "form") == 0;
}

static void
element_check_directive(struct compile *c, const struct element *e,
    const char *name)
{
	static const char *const names[] = { "arg", "count", "each", "field",
	    "get", "if", "layout", "omit", "plural", "post", "slot", "t",
	    "text", "unless", "use", "with", NULL };
	bool form = strcmp(name, "post") == 0 || strcmp(name, "get") == 0 ||
	    strncmp(name, "param-", 6) == 0;

	if (!form && !element_is_in(names, name) &&
	    !template_attribute_is_known(name))
		template_complain(c, e, "unknown directive w:%s", name);
	else if (form && !element_is_form(e))
		template_complain(c, e, "w:%s is for a form", name);
	else if (strcmp(name, "arg") == 0 && c->arg != e)
		template_complain(c, e, "w:arg outside of w:t");
	else if (strcmp(name, "layout") == 0 && c->root != e)
		template_complain(c, e, "w:layout is for a page's root");
	else if (strcmp(name, "with") == 0 && !template_directive(e, "use"))
		template_complain(c, e, "w:with without w:use");
	else if (strcmp(name, "count") == 0 && !template_directive(e, "plural"))
		template_complain(c, e, "w:count without w:plural");
}

static void
element_check(struct compile *c, const struct element *e)
{
	static const char *const contents[] = { "text", "t", "plural", "slot",
	    "use", "field" };
	size_t i, n = 0;

	for (i = 0; i < e->attributes; i++)
		if (e->attribute[i].directive)
			element_check_directive(c, e, e->attribute[i].name);
	for (i = 0; i < sizeof(contents) / sizeof(contents[0]); i++)
		n += template_directive(e, contents[i]) != NULL;
	if (n > 1)
		template_complain(c, e, "more than one content");
	n += e->child != NULL;
	if (n > 0 && element_is_void(e) && !template_directive(e, "field"))
		template_complain(c, e, "%s cannot have content", e->name);
	if (n > 0 && (strcmp(e->name, "script") == 0 ||
	    strcmp(e->name, "style") == 0))
		template_complain(c, e, "%s with content", e->name);
}

/* An element that is replaced by something else keeps none of its own: a
 * directive on it would be a mistake; w:field takes the class, and literal
 * attributes beside w:use say to the reader what will stand there. */
static void
element_check_alone(struct compile *c, const struct element *e,
    const char *directive)
{
	static const char *const kept[] = { "arg", "each", "field", "if",
	    "unless", "use", "with", NULL };
	bool field = strcmp(directive, "field") == 0;
	const struct attribute *a;
	size_t i;

	for (i = 0; i < e->attributes; i++) {
		a = &e->attribute[i];
		if (a->directive ? element_is_in(kept, a->name) :
		    !field || strcmp(a->name, "class") == 0)
			continue;
		template_complain(c, e, "%s beside w:%s has no effect",
		    a->name, directive);
	}
}

/* The name stands for an item; gives the index of the OP_EACH. */
static uint32_t
element_begin_each(struct compile *c, const struct element *e,
    const char *text, struct binding *b)
{
	struct op op = { .kind = OP_EACH };
	struct value v;

	if (!template_use_bind(c, e, text, b, &v))
		return UINT32_MAX;
	if (v.type.known && v.type.kind != NODE_LIST)
		template_complain(c, e, "not a list: %s", text);
	b->type = (struct type){ v.type.known,
	    v.type.of == NULL ? NODE_TEXT : NODE_MAP, v.type.of, v.type.words };
	b->up = c->names;
	c->names = b;
	op.place = v.place;
	op.var = b->var;
	return template_emit_op(c, &op);
}

static void
element_end_each(struct compile *c, uint32_t each, const struct binding *b)
{
	struct op op = { .kind = OP_NEXT, .var = b->var, .to = each + 1 };

	if (each == UINT32_MAX)
		return;
	template_emit_op(c, &op);
	template_emit_land(c, each);
}

static void
element_text(struct compile *c, const struct element *e, const char *text)
{
	struct op op = { .escape = ESCAPE_TEXT };
	struct value v;

	if (template_value_parse(c, e, str_of(text), &v))
		template_value_emit(c, &v, &op);
}

static void
element_content(struct compile *c, const struct element *e)
{
	const char *text = template_directive(e, "text");
	const char *plural = template_directive(e, "plural");
	const char *slot = template_directive(e, "slot");

	if (slot != NULL && strcmp(slot, "main") != 0)
		template_complain(c, e, "a slot is called main");
	if (text != NULL)
		element_text(c, e, text);
	else if (plural != NULL)
		template_message_plural(c, e, plural,
		    template_directive(e, "count"));
	else if (template_directive(e, "t") != NULL)
		template_message_whole(c, e);
	else if (slot != NULL)
		template_use_slot(c, e);
	else
		template_element_children(c, e->child);
}

/* <name attributes>content</name> */
static void
element_tags(struct compile *c, const struct element *e)
{
	bool empty = e->child == NULL && template_directive(e, "text") == NULL;

	template_emit(c, "<");
	template_emit(c, e->name);
	template_attributes(c, e);
	if (e->foreign && empty) {
		template_emit(c, "/>");
		return;
	}
	template_emit(c, ">");
	if (element_is_void(e))
		return;
	if (element_is_form(e))
		template_form_begin(c, e);
	element_content(c, e);
	template_emit(c, "</");
	template_emit(c, e->name);
	template_emit(c, ">");
}

/* The element itself: in a notice its content alone. */
static void
element_itself(struct compile *c, const struct element *e)
{
	static const struct op line = { .kind = OP_BREAK };

	if (!c->in->notice && template_directive(e, "omit") == NULL)
		element_tags(c, e);
	else if (c->in->notice && strcmp(e->name, "br") == 0)
		template_emit_op(c, &line);
	else if (c->in->notice && element_is_form(e))
		template_complain(c, e, "a form in a notice");
	else
		element_content(c, e);
}

/* Sets what holds inside e, and back. */
static void
element_within(struct compile *c, const struct element *e)
{
	const char *translate = template_attribute(e, "translate");
	bool untranslated = c->untranslated, verbatim = c->verbatim;
	bool form_gets = c->form_gets;
	const char *route = c->route;

	if (translate != NULL)
		c->untranslated = strcmp(translate, "no") == 0;
	if (strcmp(e->name, "pre") == 0 || strcmp(e->name, "textarea") == 0)
		c->verbatim = true;
	element_itself(c, e);
	c->untranslated = untranslated;
	c->verbatim = verbatim;
	c->form_gets = form_gets;
	c->route = route;
}

static void
element_standing(struct compile *c, const struct element *e)
{
	const char *use = template_directive(e, "use");
	const char *field = template_directive(e, "field");

	element_check(c, e);
	if (use != NULL || field != NULL)
		element_check_alone(c, e, use != NULL ? "use" : "field");
	if (use != NULL && c->each == NULL)
		template_use(c, e, use);
	else if (use != NULL)
		template_element_children(c, e->child);
	else if (field != NULL)
		template_control(c, e, field);
	else
		element_within(c, e);
}

static void
element_conditions(struct compile *c, const struct element *e)
{
	const char *is = template_directive(e, "if");
	const char *is_not = template_directive(e, "unless");
	uint32_t at_if = UINT32_MAX, at_unless = UINT32_MAX;

	if (is != NULL)
		at_if = template_value_if(c, e, str_of(is), false);
	if (is_not != NULL)
		at_unless = template_value_if(c, e, str_of(is_not), true);
	element_standing(c, e);
	template_emit_land(c, at_unless);
	template_emit_land(c, at_if);
}

void
template_element(struct compile *c, const struct element *e)
{
	const struct binding *names = c->names;
	const char *each;
	uint8_t vars = c->vars;
	struct binding item;
	uint32_t at;

	if (e->name == NULL) {
		template_message_text(c, e);
		return;
	}
	if (c->depth == ELEMENT_DEPTH) {
		template_complain(c, e, "nested deeper than 64");
		return;
	}
	c->depth++;
	each = template_directive(e, "each");
	if (each != NULL) {
		at = element_begin_each(c, e, each, &item);
		element_conditions(c, e);
		element_end_each(c, at, &item);
	} else {
		element_conditions(c, e);
	}
	c->names = names;
	c->vars = vars;
	c->depth--;
}

void
template_element_children(struct compile *c, const struct element *child)
{
	for (; child != NULL; child = child->next)
		template_element(c, child);
}
