/* cron: one table of fields, one small reader, two RRULEs at most. */
#include "domain/cron.h"

#include <ctype.h>
#include <string.h>

#include "base/banned.h"

#define TEXT_MOST 512

static const char months[] = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
static const char weekdays[] = "SUNMONTUEWEDTHUFRISAT";

static const struct cron_row {
	int least, most;
	const char *names;	/* of three letters each, from least on */
} rows[CRON__MAX] = {
	[CRON_MINUTE] = { 0, 59, "" },
	[CRON_HOUR] = { 0, 23, "" },
	[CRON_DAY] = { 1, 31, "" },
	[CRON_MONTH] = { 1, 12, months },
	[CRON_WEEKDAY] = { 0, 7, weekdays },
};

struct reading {
	const struct cron_row *row;
	struct numset set;
	const char *why;
};

static bool
cron_refuse(struct reading *in, const char *why)
{
	in->why = why;
	return false;
}

static bool
cron_read_name(const struct cron_row *row, struct str s, int *ret)
{
	size_t i, k, n = strlen(row->names);

	if (s.n != 3)
		return false;
	for (i = 0; i < n; i += 3) {
		for (k = 0; k < 3; k++) {
			if (toupper((unsigned char)s.p[k]) != row->names[i + k])
				break;
		}
		if (k == 3) {
			*ret = row->least + (int)(i / 3);
			return true;
		}
	}
	return false;
}

/* Digits, leading zeros too; more than any field has stays more. */
static bool
cron_read_number(struct str s, int *ret)
{
	size_t i;
	int v = 0;

	if (s.n == 0)
		return false;
	for (i = 0; i < s.n; i++) {
		if (!isdigit((unsigned char)s.p[i]))
			return false;
		v = v < 1000 ? v * 10 + (s.p[i] - '0') : v;
	}
	*ret = v;
	return true;
}

static bool
cron_read_value(struct reading *in, struct str s, int *ret)
{
	if (cron_read_name(in->row, s, ret))
		return true;
	if (!cron_read_number(s, ret))
		return cron_refuse(in, "cron-syntax");
	if (*ret < in->row->least || *ret > in->row->most)
		return cron_refuse(in, "cron-range");
	return true;
}

/* "n-m" or "n"; SAT-SUN ends with the week's last day. */
static bool
cron_read_range(struct reading *in, struct str s, int *ret_lo, int *ret_hi)
{
	struct str lo, hi = str_cut(s, '-', &lo);

	if (!cron_read_value(in, lo, ret_lo))
		return false;
	*ret_hi = *ret_lo;
	if (hi.p == NULL)
		return true;
	if (!cron_read_value(in, hi, ret_hi))
		return false;
	if (in->row->names == weekdays && *ret_hi == 0)
		*ret_hi = *ret_lo > 0 ? 7 : 0;
	return *ret_lo <= *ret_hi || cron_refuse(in, "cron-range");
}

static bool
cron_read_step(struct reading *in, struct str s, int *ret)
{
	if (!cron_read_number(s, ret))
		return cron_refuse(in, "cron-syntax");
	return *ret > 0 || cron_refuse(in, "cron-range");
}

static bool
cron_read_item(struct reading *in, struct str item)
{
	struct str range, step = str_cut(item, '/', &range);
	int lo = in->row->least, hi = in->row->most, by = 1;
	bool star = str_is(range, "*");

	/* 7 would be Sunday a second time. */
	if (star && in->row->names == weekdays)
		hi = 6;
	if (!star && !cron_read_range(in, range, &lo, &hi))
		return false;
	if (step.p != NULL) {
		if (!star && memchr(range.p, '-', range.n) == NULL)
			return cron_refuse(in, "cron-syntax");
		if (!cron_read_step(in, step, &by))
			return false;
	}
	for (; lo <= hi; lo += by) {
		numset_add(&in->set, in->row->names == weekdays ? lo % 7 : lo);
	}
	return true;
}

static bool
cron_read_field(struct reading *in, struct str list)
{
	struct str item;

	do {
		list = str_cut(list, ',', &item);
		if (!cron_read_item(in, item))
			return false;
	} while (list.p != NULL);
	return true;
}

/* The next field of a line whose blanks are spaces; empty at its end. */
static struct str
cron_cut_field(struct str *line)
{
	struct str field;

	*line = str_trim(*line);
	*line = str_cut(*line, ' ', &field);
	return field;
}

static struct str
cron_spaced(struct str text, char spaced[TEXT_MOST])
{
	size_t i;

	for (i = 0; i < text.n; i++)
		spaced[i] = text.p[i] == '\t' ? ' ' : text.p[i];
	return (struct str){ spaced, text.n };
}

enum status
cron_parse(struct str text, struct cron *ret, const char **ret_why)
{
	struct reading in = { 0 };
	char spaced[TEXT_MOST];
	struct cron c = { 0 };
	struct str line, field;
	int i;

	if (text.n > TEXT_MOST)
		goto syntax;
	line = cron_spaced(text, spaced);
	for (i = 0; i < CRON__MAX; i++) {
		field = cron_cut_field(&line);
		in = (struct reading){ .row = &rows[i] };
		if (!cron_read_field(&in, field)) {
			*ret_why = in.why;
			return E_INVALID;
		}
		c.field[i] = in.set;
		c.star[i] = field.p[0] == '*';
	}
	if (str_trim(line).n > 0)
		goto syntax;
	*ret = c;
	return OK;
syntax:
	*ret_why = "cron-syntax";
	return E_INVALID;
}

static bool
cron_is_full(const struct cron *c, enum cron_field f)
{
	int most = f == CRON_WEEKDAY ? 6 : rows[f].most;

	return numset_count(&c->field[f]) ==
	    (size_t)(most - rows[f].least + 1);
}

static void
cron_add_weekdays(const struct cron *c, struct rrule *r)
{
	int v;

	for (v = numset_next(&c->field[CRON_WEEKDAY], 0); v <= 6;
	    v = numset_next(&c->field[CRON_WEEKDAY], v + 1))
		numset_add(&r->by[BY_DAY], (v + 6) % 7);
}

/* A rule of these times on the days that are asked for. */
static struct rrule
cron_rule(const struct cron *c, bool by_day, bool by_weekday)
{
	struct rrule r = { .freq = FREQ_DAILY, .interval = 1 };

	if (by_weekday) {
		r.freq = FREQ_WEEKLY;
		cron_add_weekdays(c, &r);
	}
	if (by_day) {
		r.freq = FREQ_MONTHLY;
		r.by[BY_MONTHDAY] = c->field[CRON_DAY];
	}
	if (!cron_is_full(c, CRON_MONTH))
		r.by[BY_MONTH] = c->field[CRON_MONTH];
	r.by[BY_HOUR] = c->field[CRON_HOUR];
	r.by[BY_MINUTE] = c->field[CRON_MINUTE];
	return r;
}

size_t
cron_rules(const struct cron *c, struct rrule ret[2])
{
	bool by_day = !cron_is_full(c, CRON_DAY);
	bool by_weekday = !cron_is_full(c, CRON_WEEKDAY);

	if (c->star[CRON_DAY] || c->star[CRON_WEEKDAY]) {
		ret[0] = cron_rule(c, by_day, by_weekday);
		return 1;
	}
	/* Either suffices, so a full one makes it every day. */
	if (!by_day || !by_weekday) {
		ret[0] = cron_rule(c, false, false);
		return 1;
	}
	ret[0] = cron_rule(c, true, false);
	ret[1] = cron_rule(c, false, true);
	return 2;
}
