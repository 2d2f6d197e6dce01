/*
 * template: well-formed XHTML, compiled once per language at start-up into a
 * flat list of operations, rendered by appending to a buffer.  What stands
 * where decides how it is escaped, at compile time.  docs/templates.md has
 * the language.
 */
#ifndef WATCHBILL_VIEW_TEMPLATE_H
#define WATCHBILL_VIEW_TEMPLATE_H

#include <stdbool.h>

#include "base/status.h"
#include "view/html.h"
#include "view/model.h"
#include "view/shape.h"

struct arena;
struct language;
struct template;

/* What the compiler asks of whoever has routes and forms. */
struct template_env {
	const char *dir;		/* templates/ */
	const struct shape *page;	/* the shape of the second root */
	/* w:post="name": the route's POST path ("/shifts/{shift}/book"), NULL
	 * if there is none of that name. */
	const char *(*route_path)(const char *route);
	/* A constant href: is it a page of ours?  Comes without ? and #. */
	bool (*path_is_known)(const char *path);
	/* /static/...: the address with its version, NULL if no such file.
	 * Comes without #. */
	const char *(*asset)(const char *path);
	/* w:field="name" inside w:post="route" (or w:get): its control. */
	const struct control *(*control)(const char *route, const char *field);
};

/*
 * template_compile(env, name, data, l, a, ret): DIR/name.html.
 *
 * Takes    data: the shape of the first root; every path must be in it.
 * Fails    E_INVALID with one line "file:line: what" on stderr per mistake.
 * Owns     memory from a (the process's).
 */
struct template_in {
	const char *name;
	const struct shape *data;
	const struct language *language;
	bool notice;			/* plain text: no tags, no escapes */
};
MUST_USE enum status template_compile(const struct template_env *env,
    const struct template_in *in, struct arena *a,
    const struct template **ret);

struct scope {
	const struct node *data, *page;
	const struct zone *zone;	/* of instants without one */
	int64_t now;
};

/*
 * template_messages(dir, name, a, each, arg): every message of one file, as
 * compiling would look it up; fragments and layouts are files of their own.
 *
 * Fails    E_INVALID as template_compile, but for what needs routes and shapes.
 */
struct template_message {
	const char *msgid, *plural;	/* plural: NULL, or the other form */
	const char *file;
	int line;
};
MUST_USE enum status template_messages(const char *dir, const char *name,
    struct arena *a,
    void (*each)(const struct template_message *m, void *arg), void *arg);

/* Appends; b (of an arena) fails stickily when the page does not fit. */
void template_render(const struct template *t, const struct scope *s,
    struct buf *b);

#endif
