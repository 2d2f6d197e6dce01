/*
 * template_form: a form leads to a route, never to an address, so that it has
 * a method, a token and fields that exist.
 */
#include "view/template_form.h"

#include <string.h>

#include "base/arena.h"
#include "view/template_parse.h"
#include "view/template_value.h"

#include "base/banned.h"

static const char *
form_route(const struct element *e)
{
	const char *route = template_directive(e, "post");

	return route != NULL ? route : template_directive(e, "get");
}

/* {name} of a route's path: the value of w:param-name, as one segment. */
static void
form_param(struct compile *c, const struct element *e, struct str name)
{
	const char *text = template_directive(e, str_printf(c->a,
	    "param-%.*s", (int)name.n, name.p));
	struct op op = { .escape = ESCAPE_SEGMENT };
	struct value v;

	if (text == NULL)
		template_complain(c, e, "w:param-%.*s is missing", (int)name.n,
		    name.p);
	else if (template_value_parse(c, e, str_of(text), &v))
		template_value_emit(c, &v, &op);
}

static void
form_action(struct compile *c, const struct element *e, const char *path)
{
	struct str rest = str_of(path), part;

	template_emit(c, " action=\"");
	while (rest.n > 0) {
		rest = str_cut(rest, '{', &part);
		template_emit_escaped(c, part, ESCAPE_ATTRIBUTE);
		if (rest.p == NULL)
			break;
		rest = str_cut(rest, '}', &part);
		form_param(c, e, part);
	}
	template_emit(c, "\"");
}

/* Each w:param-name has its {name} in the path. */
static void
form_check_params(struct compile *c, const struct element *e, const char *path)
{
	const char *name;
	size_t i;

	for (i = 0; i < e->attributes; i++) {
		name = e->attribute[i].name;
		if (!e->attribute[i].directive ||
		    strncmp(name, "param-", 6) != 0)
			continue;
		if (path == NULL || strstr(path, str_printf(c->a, "{%s}",
		    name + 6)) == NULL)
			template_complain(c, e, "the route has no %s",
			    name + 6);
	}
}

/* A form that asks may be written out, one that changes something not. */
static void
form_check_literal(struct compile *c, const struct element *e, bool routed)
{
	const char *method = template_attribute(e, "method");
	const char *action = template_attribute(e, "action");

	if (routed && (method != NULL || action != NULL ||
	    template_directive(e, "action") != NULL))
		template_complain(c, e, "w:post and w:get write method and "
		    "action themselves");
	else if (!routed && (method == NULL || strcmp(method, "get") != 0))
		template_complain(c, e, "a form needs w:post, w:get or "
		    "method=\"get\"");
}

void
template_form_attributes(struct compile *c, const struct element *e)
{
	const char *route = form_route(e), *path = NULL;

	if (c->each != NULL)
		return;
	form_check_literal(c, e, route != NULL);
	if (route == NULL)
		return;
	path = c->env->route_path(route);
	if (path == NULL) {
		template_complain(c, e, "unknown route %s", route);
		return;
	}
	form_check_params(c, e, path);
	template_emit(c, template_directive(e, "post") != NULL ?
	    " method=\"post\"" : " method=\"get\"");
	form_action(c, e, path);
}

void
template_form_begin(struct compile *c, const struct element *e)
{
	struct op op = { .escape = ESCAPE_ATTRIBUTE };
	struct value token;

	c->route = form_route(e);
	c->form_gets = template_directive(e, "post") == NULL;
	if (c->form_gets || c->each != NULL ||
	    !template_value_parse(c, e, STR("page.csrf"), &token))
		return;
	template_emit(c, "<input type=\"hidden\" name=\"csrf\" value=\"");
	template_value_emit(c, &token, &op);
	template_emit(c, "\">");
}
