/*
 * program: a program that is wrong does not start, and says why in a line that
 * names the place; so there is no half-started pool.
 */
#include "web/program.h"

#include <stdio.h>

#include "base/arena.h"
#include "service/instance.h"
#include "view/language.h"
#include "web/views.h"

#include "base/banned.h"

#define PROGRAM_ARENA ((size_t)64 * 1024 * 1024)
#define PROGRAM_BODY_MAX ((size_t)4 * 1024 * 1024)

static enum status
program_complain(const struct program_run *p, enum route_id id,
    const char *what)
{
	fprintf(stderr, "%s: route %s: %s\n", program_name(p->in->program),
	    routes[id].name, what);
	return E_INVALID;
}

enum status
program_bind(struct program_run *p)
{
	enum status s = OK;
	enum route_id id;
	size_t i;
	int r;

	for (i = 0; i < p->in->n; i++) {
		id = p->in->bindings[i].route;
		if (routes[id].program != p->in->program)
			s = program_complain(p, id, "is another program's");
		else if (p->handler[id] != NULL)
			s = program_complain(p, id, "is bound twice");
		p->handler[id] = p->in->bindings[i].handler;
	}
	for (r = R_NONE + 1; r < ROUTE__MAX; r++)
		if (routes[r].program == p->in->program &&
		    p->handler[r] == NULL)
			s = program_complain(p, (enum route_id)r,
			    "has no handler");
	return s;
}

static enum status
program_instance(struct program_run *p, int log_fd)
{
	const struct instance_options o = {
		.program = program_name(p->in->program),
		.modules = p->in->modules,
		.log_fd = log_fd,
	};
	enum status s = instance_open(&o, &p->instance);

	if (s != OK)
		return s;
	p->config = p->instance->config;
	p->zone = p->instance->zone;
	p->db = p->instance->db;
	return OK;
}

static enum status
program_pages(struct program_run *p)
{
	enum status s = language_load(instance_locale_dir());

	if (s != OK) {
		fprintf(stderr, "%s: the translations in %s cannot be read\n",
		    program_name(p->in->program), instance_locale_dir());
		return s;
	}
	p->data_dir = instance_share_dir();
	return views_compile(p);
}

enum status
program_open(const struct program_in *in, int log_fd,
    struct program_run **ret)
{
	struct arena *a = arena_new(PROGRAM_ARENA);
	struct program_run *p = ARENA_NEW(a, struct program_run);
	enum status s;

	p->in = in;
	p->arena = a;
	buf_init(&p->body, a, PROGRAM_BODY_MAX);
	s = route_check();
	if (s == OK)
		s = program_bind(p);
	if (s == OK)
		s = program_instance(p, log_fd);
	if (s == OK)
		s = program_pages(p);
	if (s != OK) {
		program_close(p);
		return s;
	}
	*ret = p;
	return OK;
}

void
program_close(struct program_run *p)
{
	if (p == NULL)
		return;
	instance_close(p->instance);
	arena_free(p->arena);
}
