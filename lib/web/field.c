/*
 * field: a reader per kind, in one table.  They check shape alone; whether a
 * phone can ring or a zone exists is the use case's to know.
 */
#include "web/field.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/civil.h"
#include "base/num.h"
#include "base/utf8.h"
#include "base/zone.h"
#include "domain/token.h"
#include "service/act.h"

#include "base/banned.h"

typedef bool field_reader(const struct field_at *at, struct str v);

bool
field_refuse(const struct field_at *at, const char *reason)
{
	act_refuse(at->act, E_INVALID, reason, at->name);
	return false;
}

/* The limit stands in the sentence: "at most {max}". */
static bool
field_refuse_limit(const struct field_at *at, const char *reason)
{
	struct arena *a = at->act->arena;
	const struct control *c = &at->field->control;

	act_refuse_with(at->act, E_INVALID, reason, at->name,
	    "min", str_printf(a, "%lld", (long long)c->min),
	    "max", str_printf(a, "%lld", (long long)c->max), NULL);
	return false;
}

static void
field_put_text(const struct field_at *at, struct str v)
{
	*(const char **)at->to = str_copy(at->act->arena, v);
}

/* By code points, as a person counts (IN-03). */
static bool
field_length_fits(const struct field_at *at, struct str v)
{
	const struct control *c = &at->field->control;
	int64_t n = (int64_t)utf8_length(v);

	if (c->max > 0 && n > c->max)
		return field_refuse_limit(at, "field-long");
	if (n < c->min)
		return field_refuse_limit(at, "field-short");
	return true;
}

static bool
field_read_line(const struct field_at *at, struct str v)
{
	if (!utf8_is_line(v))
		return field_refuse(at, "field-text");
	v = utf8_nfc(v, at->act->arena);
	if (!field_length_fits(at, v))
		return false;
	field_put_text(at, v);
	return true;
}

/* Browsers send CR LF; what is kept has LF alone. */
static bool
field_read_text(const struct field_at *at, struct str v)
{
	char *p;
	size_t i, n = 0;

	if (!utf8_is_text(v))
		return field_refuse(at, "field-text");
	v = utf8_nfc(v, at->act->arena);
	p = arena_dup(at->act->arena, v.p, v.n);
	for (i = 0; i < v.n; i++)
		if (p[i] != '\r')
			p[n++] = p[i];
	p[n] = '\0';
	if (!field_length_fits(at, (struct str){ p, n }))
		return false;
	*(const char **)at->to = p;
	return true;
}

/* A number too large for 64 bits is out of range all the same. */
static bool
field_is_integer(struct str v)
{
	size_t i, first = v.n > 0 && v.p[0] == '-';

	for (i = first; i < v.n; i++)
		if (v.p[i] < '0' || v.p[i] > '9')
			return false;
	return v.n > first;
}

bool
field_read_int(const struct field_at *at, int64_t v)
{
	const struct control *c = &at->field->control;

	if (v < c->min || v > c->max)
		return field_refuse_limit(at, "field-range");
	*(int64_t *)at->to = v;
	return true;
}

static bool
field_read_number(const struct field_at *at, struct str v)
{
	int64_t n;

	if (num_parse(v, INT64_MIN + 1, INT64_MAX, &n))
		return field_read_int(at, n);
	if (field_is_integer(v))
		return field_refuse_limit(at, "field-range");
	return field_refuse(at, "field-type");
}

void
field_put_bool(const struct field_at *at, bool v)
{
	*(bool *)at->to = v;
}

static bool
field_read_bool(const struct field_at *at, struct str v)
{
	bool yes = str_is(v, "1") || str_is(v, "on");

	if (!yes && !str_is(v, "0"))
		return field_refuse(at, "field-type");
	field_put_bool(at, yes);
	return true;
}

/* What is kept is the choice's own text, not the sender's copy. */
static bool
field_read_word(const struct field_at *at, struct str v)
{
	const struct choice *c;

	for (c = at->field->control.choices; c->value != NULL; c++) {
		if (!str_is(v, c->value))
			continue;
		*(const char **)at->to = c->value;
		return true;
	}
	return field_refuse(at, "field-word");
}

static bool
field_read_date(const struct field_at *at, struct str v)
{
	struct date d;

	if (!date_parse(v, &d))
		return field_refuse(at, "field-date");
	*(struct date *)at->to = d;
	return true;
}

static bool
field_read_clock(const struct field_at *at, struct str v)
{
	int minutes;

	if (!clocktime_parse(v, &minutes))
		return field_refuse(at, "field-date");
	*(int *)at->to = minutes;
	return true;
}

/* A date alone is the day's beginning where the watch is. */
static bool
field_read_instant(const struct field_at *at, struct str v)
{
	struct date d;
	int64_t t;

	if (date_parse(v, &d) && at->act->zone != NULL)
		t = zone_midnight(at->act->zone, d);
	else if (!instant_parse(v, &t))
		return field_refuse(at, "field-date");
	*(int64_t *)at->to = t;
	return true;
}

static bool
field_read_local(const struct field_at *at, struct str v)
{
	struct civil c = { .second = 0 };
	struct str date, clock = str_cut(v, 'T', &date);
	int minutes;

	if (!date_parse(date, &c.date) || !clocktime_parse(clock, &minutes))
		return field_refuse(at, "field-date");
	c.hour = minutes / 60;
	c.minute = minutes % 60;
	*(struct civil *)at->to = c;
	return true;
}

/* "30" of "4:30", or the "5" of "4.5": minutes; "" is none. */
static bool
field_minutes(struct str s, bool decimal, int64_t *ret)
{
	int64_t n = 0;

	if (s.p == NULL) {
		*ret = 0;
		return true;
	}
	if (s.n == 0 || s.n > 2 || (s.n == 1 && !decimal))
		return false;
	/* num_parse takes no leading zero. */
	if (s.p[0] < '0' || s.p[0] > '9' ||
	    (s.n == 2 && !num_parse((struct str){ s.p + 1, 1 }, 0, 9, &n)))
		return false;
	n += (s.p[0] - '0') * 10;
	*ret = decimal ? (n * 60 + 50) / 100 : n;
	return decimal || n < 60;
}

/* Hours as people type them: 4, 4.5, 4,5 or 4:30. */
static bool
field_read_hours(const struct field_at *at, struct str v)
{
	struct str whole, part = str_cut(v, ':', &whole);
	bool decimal = part.p == NULL;
	int64_t hours, minutes;

	if (decimal)
		part = str_cut(v, '.', &whole);
	if (part.p == NULL)
		part = str_cut(v, ',', &whole);
	if (!num_parse(whole, 0, 1000000, &hours) ||
	    !field_minutes(part, decimal, &minutes))
		return field_refuse(at, "field-type");
	return field_read_int(at, hours * 60 + minutes);
}

static bool
field_read_day(const struct field_at *at, struct str v)
{
	static const char *const days[WEEKDAY__MAX] = { "MO", "TU", "WE",
	    "TH", "FR", "SA", "SU" };
	unsigned *set = at->to, d;

	for (d = 0; d < WEEKDAY__MAX; d++)
		if (str_is(v, days[d]))
			break;
	if (d == WEEKDAY__MAX)
		return field_refuse(at, "field-word");
	if ((*set & 1u << d) != 0)
		return field_refuse(at, "field-repeated");
	*set |= 1u << d;
	return true;
}

bool
field_add_id(const struct field_at *at, int64_t id)
{
	struct field_ids *ids = at->to;
	size_t max = (size_t)at->field->control.max, i;

	if (id < 1 || id > FIELD_ID_MAX)
		return field_refuse(at, "field-type");
	if (ids->v == NULL)
		ids->v = ARENA_ARRAY(at->act->arena, int64_t, max);
	for (i = 0; i < ids->n; i++)
		if (ids->v[i] == id)
			return field_refuse(at, "field-repeated");
	if (ids->n == max)
		return field_refuse_limit(at, "field-long");
	ids->v[ids->n++] = id;
	return true;
}

static bool
field_read_id(const struct field_at *at, struct str v)
{
	int64_t id;

	if (!num_parse(v, INT64_MIN + 1, INT64_MAX, &id))
		return field_refuse(at, "field-type");
	return field_add_id(at, id);
}

static bool
field_read_token(const struct field_at *at, struct str v)
{
	if (!token_is_wellformed(v))
		return field_refuse(at, "field-text");
	field_put_text(at, v);
	return true;
}

static bool
field_read_cursor(const struct field_at *at, struct str v)
{
	struct str when, id = str_cut(v, '.', &when);
	struct field_cursor c;

	if (!num_parse(when, 0, INT64_MAX, &c.at) ||
	    !num_parse(id, 1, INT64_MAX, &c.id))
		return field_refuse(at, "cursor-invalid");
	*(struct field_cursor *)at->to = c;
	return true;
}

static field_reader *const field_readers[FIELD__MAX] = {
	[FIELD_LINE] = field_read_line,
	[FIELD_TEXT] = field_read_text,
	[FIELD_INT] = field_read_number,
	[FIELD_BOOL] = field_read_bool,
	[FIELD_WORD] = field_read_word,
	[FIELD_DATE] = field_read_date,
	[FIELD_CLOCK] = field_read_clock,
	[FIELD_INSTANT] = field_read_instant,
	[FIELD_LOCAL] = field_read_local,
	[FIELD_HOURS] = field_read_hours,
	[FIELD_DAYS] = field_read_day,
	[FIELD_IDS] = field_read_id,
	[FIELD_TOKEN] = field_read_token,
	[FIELD_CURSOR] = field_read_cursor,
};

bool
field_read(const struct field_at *at, struct str v)
{
	assert(v.n > 0 && field_readers[at->field->kind] != NULL);
	return field_readers[at->field->kind](at, v);
}

static void
field_absent_group(const struct form *f, char *to)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		field_absent(&f->field[i], to + f->field[i].offset);
}

void
field_absent(const struct field *f, void *to)
{
	switch (f->kind) {
	case FIELD_INT:
		*(int64_t *)to = f->has_otherwise ? f->otherwise : FIELD_NO_INT;
		break;
	case FIELD_BOOL:
		*(bool *)to = f->has_otherwise && f->otherwise != 0;
		break;
	case FIELD_CLOCK:
		*(int *)to = -1;
		break;
	case FIELD_INSTANT:
	case FIELD_HOURS:
		*(int64_t *)to = FIELD_NO_INT;
		break;
	case FIELD_GROUP:
		field_absent_group(f->of, to);
		break;
	case FIELD_UNSET:
	case FIELD_LINE:
	case FIELD_TEXT:
	case FIELD_WORD:
	case FIELD_DATE:
	case FIELD_LOCAL:
	case FIELD_DAYS:
	case FIELD_IDS:
	case FIELD_TOKEN:
	case FIELD_CURSOR:
	case FIELD_LIST:
	case FIELD__MAX:
		break;		/* all zero, as the arena gave it */
	}
}
