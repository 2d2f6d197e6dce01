/*
 * form_read: the walk over a table of rows, from either source.  Pairs are
 * looked up by their full dotted names, JSON member by member; the reading of
 * a value is field.c's.  The walk goes as deep as the tables nest, which
 * form_check limits, whatever the input is.
 */
#include "web/form_read.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/json_in.h"
#include "base/utf8.h"
#include "service/act.h"
#include "web/field.h"

#include "base/banned.h"

#define FORM_NAME_ECHO 64	/* bytes of an unknown name given back */

const struct form form_none = { "none", NULL, 0, 0 };

/* One reading; the source is pairs, or JSON if that is NULL. */
struct form_run {
	struct act *act;
	const struct pairs *pairs;
	enum field_face face;
	bool fine;
};

/* A value under its full name: JSON's, NULL if there is none. */
struct form_in {
	const char *name;		/* "" at the top */
	const struct json *json;
};

static void form_fill(struct form_run *run, const struct form *f,
    const struct form_in *in, char *to);

static bool
form_row_is_on(const struct form_run *run, const struct field *f)
{
	return f->face == FACE_BOTH || f->face == run->face;
}

static const char *
form_join(struct form_run *run, const char *up, const char *name)
{
	return up[0] == '\0' ? name :
	    str_printf(run->act->arena, "%s.%s", up, name);
}

static void
form_refuse(struct form_run *run, const char *reason, const char *name)
{
	act_refuse(run->act, E_INVALID, reason, name);
	run->fine = false;
}

/* The sender's own name comes back, but not a page of it. */
static void
form_refuse_unknown(struct form_run *run, const char *up, struct str name)
{
	struct str rest = name;

	while (rest.n > 0 && name.n - rest.n < FORM_NAME_ECHO)
		if (utf8_next(&rest) < 0)
			break;
	name.n -= rest.n;
	form_refuse(run, "field-unknown", form_join(run, up,
	    str_copy(run->act->arena, name)));
}

/* Whether a pair is the value of that name or below it. */
static bool
form_is_under(struct str pair, const char *name)
{
	size_t n = strlen(name);

	return str_starts(pair, name) && (pair.n == n || pair.p[n] == '.');
}

/* An empty value is an absent one; so is null. */
static bool
form_is_there(const struct form_run *run, const struct form_in *in)
{
	size_t i;

	if (run->pairs == NULL)
		return in->json != NULL && in->json->kind != JSON_NULL &&
		    (in->json->kind != JSON_TEXT || in->json->text.n > 0);
	for (i = 0; i < run->pairs->n; i++)
		if (run->pairs->v[i].value.n > 0 &&
		    form_is_under(run->pairs->v[i].name, in->name))
			return true;
	return false;
}

/* White space around a line is nobody's meaning. */
static void
form_text(struct form_run *run, const struct field_at *at, struct str v)
{
	if (at->field->kind == FIELD_LINE || at->field->kind == FIELD_TEXT)
		v = str_trim(v);
	if (v.n > 0)
		run->fine &= field_read(at, v);
	else if (at->field->control.required)
		form_refuse(run, "field-missing", at->name);
}

static void
form_pair(struct form_run *run, const struct field_at *at)
{
	struct str v = STR("");
	size_t i, n = 0;

	for (i = 0; i < run->pairs->n; i++) {
		if (!str_is(run->pairs->v[i].name, at->name))
			continue;
		v = run->pairs->v[i].value;
		n++;
	}
	if (n > 1)
		form_refuse(run, "field-repeated", at->name);
	else
		form_text(run, at, v);
}

static void
form_json(struct form_run *run, const struct field_at *at,
    const struct json *v)
{
	if (at->field->kind == FIELD_INT && v->kind == JSON_INT)
		run->fine &= field_read_int(at, v->number);
	else if (at->field->kind == FIELD_BOOL && v->kind == JSON_BOOL)
		field_put_bool(at, v->truth);
	else if (at->field->kind == FIELD_INT ||
	    at->field->kind == FIELD_BOOL || v->kind != JSON_TEXT)
		form_refuse(run, "field-type", at->name);
	else
		form_text(run, at, v->text);
}

static void
form_days(struct form_run *run, const struct field_at *at,
    const struct json *v)
{
	size_t i;

	if (run->pairs != NULL) {
		for (i = 0; i < run->pairs->n; i++)
			if (str_is(run->pairs->v[i].name, at->name) &&
			    run->pairs->v[i].value.n > 0)
				run->fine &= field_read(at,
				    run->pairs->v[i].value);
		return;
	}
	if (v->kind != JSON_LIST) {
		form_refuse(run, "field-type", at->name);
		return;
	}
	for (i = 0; i < v->n; i++) {
		if (v->child[i].kind == JSON_TEXT && v->child[i].text.n > 0)
			run->fine &= field_read(at, v->child[i].text);
		else
			form_refuse(run, "field-type", at->name);
	}
	if (v->n == 0 && at->field->control.required)
		form_refuse(run, "field-missing", at->name);
}

/* The first that cannot be ends it: a page of ticks is not a page of errors. */
static void
form_ids(struct form_run *run, const struct field_at *at,
    const struct json *v)
{
	const struct pairs *p = run->pairs;
	bool fine = true;
	size_t i;

	for (i = 0; p != NULL && fine && i < p->n; i++)
		if (str_is(p->v[i].name, at->name) && p->v[i].value.n > 0)
			fine = field_read(at, p->v[i].value);
	if (p == NULL && v->kind != JSON_LIST)
		fine = field_refuse(at, "field-type");
	for (i = 0; p == NULL && fine && i < v->n; i++)
		fine = v->child[i].kind == JSON_INT ?
		    field_add_id(at, v->child[i].number) :
		    field_refuse(at, "field-type");
	if (p == NULL && fine && v->n == 0 && at->field->control.required)
		fine = field_refuse(at, "field-missing");
	run->fine &= fine;
}

/* How many items may be there: JSON's own count, a page's highest number. */
static size_t
form_list_span(struct form_run *run, const struct field *f,
    const struct form_in *in)
{
	size_t max = (size_t)f->control.max;

	if (run->pairs != NULL)
		return max;
	if (in->json->kind != JSON_LIST) {
		form_refuse(run, "field-type", in->name);
		return 0;
	}
	if (in->json->n > max) {
		form_refuse(run, "field-long", in->name);
		return 0;
	}
	return in->json->n;
}

static void
form_list(struct form_run *run, const struct field *f,
    const struct form_in *in, struct field_list *to)
{
	size_t i, size = f->of->size, span = form_list_span(run, f, in);
	struct arena *a = run->act->arena;
	struct form_in item;

	to->v = arena_array(a, span, size);
	for (i = 0; i < span; i++) {
		item.name = str_printf(a, "%s.%zu", in->name, i);
		item.json = run->pairs == NULL ? &in->json->child[i] : NULL;
		if (run->pairs != NULL && !form_is_there(run, &item))
			continue;	/* a row of the page left blank */
		form_fill(run, f->of, &item, (char *)to->v + to->n++ * size);
	}
	if (to->n == 0 && run->fine && f->control.required)
		form_refuse(run, "field-missing", in->name);
}

static void
form_field(struct form_run *run, const struct field *f,
    const struct form_in *in, void *to)
{
	struct field_at at = { run->act, f, in->name, to };

	if (!form_is_there(run, in)) {
		if (f->control.required)
			form_refuse(run, "field-missing", in->name);
	} else if (f->kind == FIELD_GROUP) {
		form_fill(run, f->of, in, to);
	} else if (f->kind == FIELD_LIST) {
		form_list(run, f, in, to);
	} else if (f->kind == FIELD_DAYS) {
		form_days(run, &at, in->json);
	} else if (f->kind == FIELD_IDS) {
		form_ids(run, &at, in->json);
	} else if (run->pairs != NULL) {
		form_pair(run, &at);
	} else {
		form_json(run, &at, in->json);
	}
}

/* Two rows may share a place, one for each face: so this comes first. */
static void
form_absent(const struct form *f, char *to)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		field_absent(&f->field[i], to + f->field[i].offset);
}

/* JSON's members that no row of this face has. */
static void
form_unknown(struct form_run *run, const struct form *f,
    const struct form_in *in)
{
	const struct field *row;
	struct str key;
	size_t i;

	for (i = 0; i < in->json->n; i++) {
		key = str_of(in->json->child[i].key);
		row = form_row(f, key);
		if (row == NULL || !form_row_is_on(run, row))
			form_refuse_unknown(run, in->name, key);
	}
}

static void
form_fill(struct form_run *run, const struct form *f,
    const struct form_in *in, char *to)
{
	const struct field *row;
	struct form_in child;
	size_t i;

	if (run->pairs == NULL && in->json->kind != JSON_MAP) {
		form_refuse(run, "field-type",
		    in->name[0] == '\0' ? NULL : in->name);
		return;
	}
	form_absent(f, to);
	for (i = 0; i < f->n; i++) {
		row = &f->field[i];
		if (!form_row_is_on(run, row))
			continue;
		child.name = form_join(run, in->name, row->control.name);
		child.json = run->pairs != NULL ? NULL :
		    json_get(in->json, row->control.name);
		form_field(run, row, &child, to + row->offset);
	}
	if (run->pairs == NULL)
		form_unknown(run, f, in);
}

static enum status
form_read(struct form_run *run, const struct form *f,
    const struct json *json, const void **ret)
{
	struct form_in top = { "", json };
	char *to = arena_alloc(run->act->arena, f->size);

	form_fill(run, f, &top, to);
	if (!run->fine)
		return E_INVALID;
	*ret = to;
	return OK;
}

enum status
form_read_query(const struct form *f, const struct form_query *in,
    struct act *act, const void **ret)
{
	struct form_run run = { act, &in->pairs, in->face, true };
	const struct field *row;
	size_t i;

	for (i = 0; i < in->pairs.n; i++) {
		row = form_find(f, in->pairs.v[i].name);
		if (row == NULL || !form_row_is_on(&run, row) ||
		    row->kind == FIELD_GROUP || row->kind == FIELD_LIST)
			form_refuse_unknown(&run, "", in->pairs.v[i].name);
	}
	return form_read(&run, f, NULL, ret);
}

enum status
form_read_pairs(const struct form *f, const struct pairs *p, struct act *act,
    const void **ret)
{
	struct form_query in = { *p, FACE_PAGE };

	return form_read_query(f, &in, act, ret);
}

enum status
form_read_json(const struct form *f, struct str body, struct act *act,
    const void **ret)
{
	struct form_run run = { act, NULL, FACE_API, true };
	struct json json = { .kind = JSON_MAP };
	const char *why;
	enum status s;

	if (body.n > 0) {
		s = json_read(body, act->arena, &json, &why);
		if (s != OK) {
			act_refuse_with(act, s, "json-malformed", NULL,
			    "why", why, NULL);
			return s;
		}
	}
	return form_read(&run, f, &json, ret);
}
