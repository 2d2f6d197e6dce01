/*
 * whole_form: a form with a row of every kind, and readers of it, for the tests
 * of forms.
 */
#ifndef WATCHBILL_TESTS_UNIT_WEB_WHOLE_FORM_H
#define WATCHBILL_TESTS_UNIT_WEB_WHOLE_FORM_H

#include "../unit.h"

#include "base/arena.h"
#include "base/civil.h"
#include "base/zone.h"
#include "service/act.h"
#include "web/form_read.h"

struct inner_form {
	unsigned days;
	int at;
};
struct group_form {
	const char *by;
	struct field_list weekly;
};
struct whole_form {
	const char *name, *note;
	int64_t seats, minutes;
	bool open, quiet;
	const char *when;
	struct date day;
	struct civil local;
	int64_t since;
	struct group_form rule;
	const char *token;
	struct field_cursor after;
	struct field_ids ticked;
};

#define AT(type, member) .offset = offsetof(struct type##_form, member)

static const struct choice words[] = {
	{ "now", "Now", NULL }, { "later", "Later", NULL },
	{ NULL, NULL, NULL },
};
static const struct field inner_fields[] = {
	{ .control = { .name = "days" }, .kind = FIELD_DAYS, AT(inner, days) },
	{ .control = { .name = "at", .required = true }, .kind = FIELD_CLOCK,
	    AT(inner, at) },
};
static FORM(inner, struct inner_form);
static const struct field group_fields[] = {
	{ .control = { .name = "by", .choices = words }, .kind = FIELD_WORD,
	    AT(group, by) },
	{ .control = { .name = "weekly", .max = 3 }, .kind = FIELD_LIST,
	    .of = &form_inner, AT(group, weekly) },
};
static FORM(group, struct group_form);
static const struct field whole_fields[] = {
	{ .control = { .name = "name", .required = true, .min = 2, .max = 5 },
	    .kind = FIELD_LINE, AT(whole, name) },
	{ .control = { .name = "note", .max = 40 }, .kind = FIELD_TEXT,
	    AT(whole, note) },
	{ .control = { .name = "seats", .min = 1, .max = 9 },
	    .kind = FIELD_INT, AT(whole, seats), .otherwise = 4,
	    .has_otherwise = true },
	{ .control = { .name = "minutes", .min = 1, .max = 2880 },
	    .kind = FIELD_INT, .face = FACE_API, AT(whole, minutes) },
	{ .control = { .name = "hours", .min = 1, .max = 2880 },
	    .kind = FIELD_HOURS, .face = FACE_PAGE, AT(whole, minutes) },
	{ .control = { .name = "open" }, .kind = FIELD_BOOL, AT(whole, open) },
	{ .control = { .name = "quiet" }, .kind = FIELD_BOOL,
	    AT(whole, quiet), .otherwise = 1, .has_otherwise = true },
	{ .control = { .name = "when", .choices = words }, .kind = FIELD_WORD,
	    AT(whole, when) },
	{ .control = { .name = "day" }, .kind = FIELD_DATE, AT(whole, day) },
	{ .control = { .name = "local" }, .kind = FIELD_LOCAL,
	    AT(whole, local) },
	{ .control = { .name = "since" }, .kind = FIELD_INSTANT,
	    AT(whole, since) },
	{ .control = { .name = "rule" }, .kind = FIELD_GROUP,
	    .of = &form_group, AT(whole, rule) },
	{ .control = { .name = "token", .secret = true },
	    .kind = FIELD_TOKEN, AT(whole, token) },
	{ .control = { .name = "after" }, .kind = FIELD_CURSOR,
	    AT(whole, after) },
	{ .control = { .name = "ticked", .max = 3 }, .kind = FIELD_IDS,
	    AT(whole, ticked) },
};
static FORM(whole, struct whole_form);

static struct act act;
static const struct whole_form *got;

static inline int
set_up(void **state)
{
	const struct zone *z;

	(void)state;
	act = (struct act){ .arena = arena_new((size_t)1 << 24) };
	if (zone_find(STR("Africa/Johannesburg"), &z) != OK)
		return -1;
	act.zone = z;
	return 0;
}

static inline int
tear_down(void **state)
{
	(void)state;
	arena_free(act.arena);
	return 0;
}

static inline enum status
json(const char *text)
{
	const void *to = NULL;
	enum status s;

	act.refusals = 0;
	s = form_read_json(&form_whole, str_of(text), &act, &to);
	got = to;
	return s;
}

static inline enum status
typed(const char *text)
{
	struct pairs p;
	const void *to = NULL;
	enum status s;

	act.refusals = 0;
	s = form_decode(str_of(text), FORM_BODY_PAIRS, act.arena, &p);
	if (s == OK)
		s = form_read_pairs(&form_whole, &p, &act, &to);
	got = to;
	return s;
}

#define refuses(got_, field_, reason_) do {				\
	is_int((got_), E_INVALID);					\
	is_int(act.refusals, 1);					\
	is_text(act.refusal[0].reason, reason_);			\
	is_text(act.refusal[0].field, field_);				\
} while (0)

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
