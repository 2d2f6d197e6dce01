/*
 * page: every page has the same frame, so it is built in one place, after the
 * handler has said what it has to say.
 */
#include "web/page.h"

#include <string.h>

#include "base/arena.h"
#include "web/csrf.h"
#include "web/flash.h"
#include "web/private.h"
#include "web/refusals.h"

#include "base/banned.h"

static const struct shape_row at_rows[] = {
	{ .name = "home", .kind = NODE_TEXT, .nullable = true },
	{ .name = "shifts", .kind = NODE_TEXT, .nullable = true },
	{ .name = "mine", .kind = NODE_TEXT, .nullable = true },
	{ .name = "more", .kind = NODE_TEXT, .nullable = true },
	{ .name = "week", .kind = NODE_TEXT, .nullable = true },
	{ .name = "callbacks", .kind = NODE_TEXT, .nullable = true },
	{ .name = "people", .kind = NODE_TEXT, .nullable = true },
	{ .name = "schedules", .kind = NODE_TEXT, .nullable = true },
};
static SHAPE(at, "PageAt");
#define AT_MORE 3

static const struct shape_row wrong_rows[] = {
	{ .name = "field", .kind = NODE_TEXT, .nullable = true },
	{ .name = "anchor", .kind = NODE_HREF, .nullable = true,
	    .help = "#id of the control" },
	{ .name = "message", .kind = NODE_TEXT },
};
static SHAPE(wrong, "PageWrong");

static const struct shape_word page_roles[] = {
	{ "public", NULL }, { "guest", NULL }, { "volunteer", NULL },
	{ "coordinator", NULL }, { "admin", NULL }, { NULL, NULL },
};

static const struct shape_row page_rows[] = {
	{ .name = "title", .kind = NODE_TEXT },
	{ .name = "path", .kind = NODE_HREF },
	{ .name = "language", .kind = NODE_TEXT },
	{ .name = "dir", .kind = NODE_TEXT },
	{ .name = "site", .kind = NODE_TEXT },
	{ .name = "emergency", .kind = NODE_TEXT },
	{ .name = "emergency_href", .kind = NODE_HREF },
	{ .name = "csrf", .kind = NODE_TEXT },
	{ .name = "flash", .kind = NODE_TEXT, .nullable = true },
	{ .name = "signed_in", .kind = NODE_BOOL },
	{ .name = "person", .kind = NODE_TEXT, .nullable = true },
	{ .name = "person_id", .kind = NODE_INT, .nullable = true },
	{ .name = "role", .kind = NODE_TEXT, .words = page_roles },
	{ .name = "is_volunteer", .kind = NODE_BOOL },
	{ .name = "is_coordinator", .kind = NODE_BOOL },
	{ .name = "is_admin", .kind = NODE_BOOL },
	{ .name = "at", .kind = NODE_MAP, .of = &shape_at },
	{ .name = "desk_overdue", .kind = NODE_INT, .nullable = true },
	{ .name = "wrong_count", .kind = NODE_INT },
	{ .name = "wrong", .kind = NODE_LIST, .of = &shape_wrong },
	{ .name = "form", .kind = NODE_MAP },
	{ .name = "error", .kind = NODE_MAP },
};
SHAPE(page, "Page");

/*
 * "page" for the tab we are on: the value of aria-current.  What comes after
 * More has no tab on a phone: there it is behind that one.
 */
static void
page_at(const struct req *r, struct node *page)
{
	struct node *at = model_map(page, "at");
	const char *nav = r->route == NULL ? NULL : r->route->nav;
	bool here, tab = nav == NULL;
	size_t i;

	for (i = 0; i < shape_at.n; i++) {
		here = nav != NULL && strcmp(nav, at_rows[i].name) == 0;
		tab = tab || here;
		model_text(at, at_rows[i].name, here ? "page" :
		    i == AT_MORE && !tab ? "true" : NULL);
	}
}

static void
page_person(const struct req *r, struct node *page)
{
	const struct actor *a = &r->act.actor;

	model_bool(page, "signed_in", a->person != 0);
	model_text(page, "person", a->person != 0 ? a->name : NULL);
	if (a->person != 0)
		model_int(page, "person_id", a->person);
	else
		model_null(page, "person_id");
	model_text(page, "role", a->role == ROLE_PUBLIC ? "public" :
	    role_name(a->role));
	model_bool(page, "is_volunteer", a->role >= ROLE_VOLUNTEER);
	model_bool(page, "is_coordinator", a->role >= ROLE_COORDINATOR);
	model_bool(page, "is_admin", a->role >= ROLE_ADMIN);
}

static void
page_site(struct req *r, struct node *page)
{
	const struct config *c = r->act.config;

	model_text(page, "title", r->out.title != NULL ? r->out.title :
	    c->site.name);
	model_href(page, "path", str_copy(r->arena,
	    r->in->incoming->document));
	model_text(page, "language", r->act.language->code);
	model_text(page, "dir", r->act.language->dir);
	model_text(page, "site", c->site.name);
	model_text(page, "emergency", c->site.emergency);
	model_href(page, "emergency_href", str_printf(r->arena, "tel:%s",
	    c->site.emergency));
}

/* The desk's badge: only those who see the desk pay for it. */
static enum status
page_overdue(struct req *r, struct node *page)
{
	int64_t n = 0;
	enum status s = OK;

	if (r->in->program->in->overdue == NULL ||
	    r->act.actor.role < ROLE_COORDINATOR) {
		model_null(page, "desk_overdue");
		return OK;
	}
	s = r->in->program->in->overdue(&r->act, &n);
	model_int(page, "desk_overdue", n);
	return s;
}

/* A group has no control of its own: its first one speaks for it. */
static const char *
page_first(struct arena *a, const struct field *row, const char *name)
{
	while (row->of != NULL) {
		name = str_printf(a, row->kind == FIELD_LIST ? "%s.0.%s" :
		    "%s.%s", name, row->of->field[0].control.name);
		row = &row->of->field[0];
	}
	return name;
}

/*
 * The name under which a field stands on the page: the API's may have a twin
 * there, another row for the same place of the struct (duration_min, hours).
 */
static const char *
page_field(struct req *r, const char *name)
{
	const struct form *f = r->in->asked->form;
	const struct field *row = form_find(f, str_of(name));
	size_t i;

	if (row == NULL || row->face != FACE_API)
		return row == NULL ? name : page_first(r->arena, row, name);
	for (i = 0; i < f->n; i++)
		if (f->field[i].face == FACE_PAGE &&
		    f->field[i].offset == row->offset)
			return f->field[i].control.name;
	return name;
}

/* Where w:field put the control: its id is the name with dashes. */
static const char *
page_anchor(struct req *r, const char *name)
{
	const struct field *row = form_find(r->in->asked->form, str_of(name));
	char *anchor, *p;

	if (row != NULL && (row->control.widget == WIDGET_HIDDEN ||
	    row->control.widget == WIDGET_NONE))
		return NULL;
	anchor = arena_alloc(r->arena, strlen(name) + 2);
	anchor[0] = '#';
	memcpy(anchor + 1, name, strlen(name));
	for (p = anchor; *p != '\0'; p++)
		if (*p == '.')
			*p = '-';
	return anchor;
}

static void
page_refusal(struct req *r, const struct refusal *x, struct node *list,
    struct node *error)
{
	struct node *item = model_item(list);
	const char *text = refusals_text(r, x), *name = NULL;

	if (x->field != NULL)
		name = page_field(r, x->field);
	model_text(item, "field", name);
	model_href(item, "anchor", name == NULL ? NULL : page_anchor(r, name));
	model_text(item, "message", text);
	if (name != NULL && model_get(error, name) == NULL)
		model_text(error, name, text);
}

/* Nothing is wrong when a form is only looked at. */
static void
page_wrong(struct req *r, enum status s, struct node *page)
{
	struct node *list = model_list(page, "wrong");
	struct node *error = model_map(page, "error"), *item;
	size_t i;

	for (i = 0; s != OK && i < r->act.refusals && i < ACT_REFUSALS; i++)
		page_refusal(r, &r->act.refusal[i], list, error);
	if (s != OK && r->act.refusals == 0) {
		item = model_item(list);
		model_null(item, "field");
		model_null(item, "anchor");
		model_text(item, "message", refusals_status_text(r, s));
	}
	model_int(page, "wrong_count", list->tree->n);
}

enum status
page_build(struct req *r, enum status s, const struct node **ret)
{
	struct node *page = model_new(r->arena), *form;

	page_site(r, page);
	page_person(r, page);
	page_at(r, page);
	page_wrong(r, s, page);
	model_text(page, "csrf", csrf_token(r));
	model_text(page, "flash", s == OK ? flash_take(r) : NULL);
	form = model_map(page, "form");
	if (r->out.form != NULL)
		form->tree = r->out.form->tree;
	*ret = page;
	return page_overdue(r, page);
}

/* One key has one value, but weekdays and other ticks have a list of them. */
static void
page_keep_ticks(struct req *r, struct node *form, const char *name)
{
	const struct pairs *p = &r->in->pairs;
	struct node *list = model_list(form, name);
	size_t i;

	for (i = 0; i < p->n; i++)
		if (str_is(p->v[i].name, name))
			model_item_text(list, str_copy(r->arena,
			    p->v[i].value));
}

void
page_keep_typed(struct req *r)
{
	const struct pairs *p = &r->in->pairs;
	struct node *form = model_new(r->arena);
	const struct field *row;
	const char *name;
	size_t i;

	for (i = 0; i < p->n; i++) {
		row = form_find(r->in->asked->form, p->v[i].name);
		if (row == NULL || row->control.secret)
			continue;
		name = str_copy(r->arena, p->v[i].name);
		if (model_get(form, name) != NULL)
			continue;
		if (row->kind == FIELD_DAYS || row->kind == FIELD_IDS)
			page_keep_ticks(r, form, name);
		else
			model_str(form, name, p->v[i].value);
	}
	r->out.form = form;
}
