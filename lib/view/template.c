/*
 * template: where compiling begins and ends.
 */
#include "view/template.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "view/language.h"
#include "view/template_compile.h"
#include "view/template_element.h"
#include "view/template_parse.h"

#include "base/banned.h"

#define TEMPLATE_LITERAL ((size_t)1024 * 1024)
#define TEMPLATE_SCRATCH ((size_t)64 * 1024 * 1024)

void
template_complain(struct compile *c, const struct element *at,
    const char *fmt, ...)
{
	va_list ap;

	c->mistakes++;
	fprintf(stderr, "%s:%d: ", at->file, at->line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

static void
template_layout(struct compile *c, const struct element *root)
{
	const char *name = template_directive(root, "layout");
	struct filling filling = { .page = root };
	struct element *layout;

	if (name == NULL || c->each != NULL) {
		template_element(c, root);
		return;
	}
	if (template_parse(c, root, name, &layout) != OK)
		return;
	c->filling = &filling;
	if (strcmp(layout->name, "html") == 0)
		template_emit(c, "<!doctype html>\n");
	template_element(c, layout);
	c->filling = NULL;
}

static enum status
template_run(struct compile *c)
{
	static const struct op end = { .kind = OP_END };
	struct element *root;

	buf_init(&c->literal, c->a, TEMPLATE_LITERAL);
	if (template_parse(c, NULL, c->in->name, &root) != OK)
		return E_INVALID;
	c->root = root;
	if (c->in->notice != (strcmp(root->name, "notice") == 0))
		template_complain(c, root, "the root of a notice, and of "
		    "nothing else, is notice");
	template_layout(c, root);
	template_emit_op(c, &end);
	return c->mistakes == 0 ? OK : E_INVALID;
}

enum status
template_compile(const struct template_env *env, const struct template_in *in,
    struct arena *a, const struct template **ret)
{
	struct compile c = { .env = env, .in = in, .keep = a };
	enum status status;

	c.a = arena_new(TEMPLATE_SCRATCH);
	status = template_run(&c);
	if (status == OK)
		*ret = template_keep(&c);
	arena_free(c.a);
	return status;
}

enum status
template_messages(const char *dir, const char *name, struct arena *a,
    void (*each)(const struct template_message *m, void *arg), void *arg)
{
	struct template_env env = { .dir = dir };
	struct template_in in = { .name = name };
	struct compile c = { .env = &env, .in = &in, .a = a, .keep = a,
	    .each = each, .each_arg = arg };
	size_t n;

	in.language = language_list(&n);
	in.notice = strncmp(name, "notices/", 8) == 0;
	return template_run(&c);
}
