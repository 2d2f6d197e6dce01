/* problem: built from the status and the refusals; it knows no exceptions. */
#include "web/problem.h"

#include "base/arena.h"
#include "web/private.h"
#include "web/refusals.h"

#include "base/banned.h"

static const struct shape_row problem_error_rows[] = {
	{ .name = "field", .kind = NODE_TEXT },
	{ .name = "code", .kind = NODE_TEXT, .help = "Stable reason" },
	{ .name = "message", .kind = NODE_TEXT },
};
static SHAPE(problem_error, "FieldError");

static const struct shape_row problem_rows[] = {
	{ .name = "type", .kind = NODE_TEXT },
	{ .name = "title", .kind = NODE_TEXT },
	{ .name = "status", .kind = NODE_INT },
	{ .name = "detail", .kind = NODE_TEXT,
	    .help = "A sentence for people, in their language" },
	{ .name = "instance", .kind = NODE_TEXT,
	    .help = "The path that was asked for" },
	{ .name = "error", .kind = NODE_TEXT, .help = "Slug of the status" },
	{ .name = "message", .kind = NODE_TEXT, .help = "As detail" },
	{ .name = "code", .kind = NODE_TEXT,
	    .help = "The first reason, or the slug: for programs" },
	{ .name = "trace_id", .kind = NODE_TEXT },
	{ .name = "time", .kind = NODE_INSTANT },
	{ .name = "success", .kind = NODE_BOOL },
	{ .name = "errors", .kind = NODE_LIST, .of = &shape_problem_error },
};
SHAPE(problem, "Problem");

const char *
problem_detail(const struct req *r, enum status s)
{
	return r->act.refusals > 0 ? refusals_text(r, &r->act.refusal[0]) :
	    refusals_status_text(r, s);
}

static void
problem_errors(const struct req *r, struct node *problem)
{
	struct node *list = model_list(problem, "errors"), *item;
	const struct refusal *x;
	size_t i;

	for (i = 0; i < r->act.refusals && i < ACT_REFUSALS; i++) {
		x = &r->act.refusal[i];
		if (x->field == NULL)
			continue;
		item = model_item(list);
		model_text(item, "field", x->field);
		model_text(item, "code", x->reason);
		model_text(item, "message", refusals_text(r, x));
	}
}

/* A path with a token in it is a secret: its pattern stands for it. */
static const char *
problem_instance(const struct req *r)
{
	const struct route *asked = r->in->asked;

	if (asked == NULL)
		return str_copy(r->arena, r->in->incoming->document);
	if (r->surface == SURFACE_API)
		return str_printf(r->arena, "/api/v1%s", asked->path);
	return asked->path;
}

struct node *
problem_build(struct req *r, enum status s)
{
	struct node *p = model_new(r->arena);
	const char *detail = problem_detail(r, s);

	model_text(p, "type", "about:blank");
	model_text(p, "title", status_title(s));
	model_int(p, "status", status_http(s));
	model_text(p, "detail", detail);
	model_text(p, "instance", problem_instance(r));
	model_text(p, "error", status_slug(s));
	model_text(p, "message", detail);
	model_text(p, "code", r->act.refusals > 0 ?
	    r->act.refusal[0].reason : status_slug(s));
	model_text(p, "trace_id", r->act.trace_id);
	model_instant(p, "time", r->act.now, NULL);
	model_bool(p, "success", false);
	problem_errors(r, p);
	return p;
}
