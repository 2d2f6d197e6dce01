/*
 * calendar: every text is looked up once, when the calendar is made; only the
 * plurals ask again, since they depend on the number.
 */
#include "view/calendar.h"

#include <assert.h>

#include "base/arena.h"
#include "view/language.h"

#include "base/banned.h"

#define MINUTE_S 60
#define HOUR_S 3600
#define DAY_S 86400

enum { SHORT, LONG };

/* The patterns, by the name of what they are for. */
enum pattern {
	P_SHORT, P_LONG, P_FULL, P_DATED, P_MONTHDAY, P_NEAR_LONG, P_NOW,
	P_IN_MINUTES, P_IN_HOURS, P_MINUTES_AGO, P_HOURS_AGO, P_MINUTES,
	P_HOURS, P_HOURS_MINUTES, P__MAX
};

static const char *const patterns[P__MAX] = {
	[P_SHORT] = N_("{weekday} {day} {month}"),
	[P_LONG] = N_("{weekday} {day} {month}"),
	[P_FULL] = N_("{weekday} {day} {month} {year}"),
	[P_DATED] = N_("{day} {month} {year}"),
	[P_MONTHDAY] = N_("{day} {month}"),
	[P_NEAR_LONG] = N_("{near}, {date}"),
	[P_NOW] = N_("now"),
	[P_IN_MINUTES] = N_("in {n} min"),
	[P_IN_HOURS] = N_("in {n} h"),
	[P_MINUTES_AGO] = N_("{n} min ago"),
	[P_HOURS_AGO] = N_("{n} h ago"),
	[P_MINUTES] = N_("{n} min"),
	[P_HOURS] = N_("{n} h"),
	[P_HOURS_MINUTES] = N_("{h} h {n} min"),
};

static const char *const weekdays[2] = {
	[SHORT] = N_("Mon|Tue|Wed|Thu|Fri|Sat|Sun"),
	[LONG] = N_("Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"),
};

static const char *const months[2] = {
	[SHORT] = N_("Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"),
	[LONG] = N_("January|February|March|April|May|June|July|August|"
	    "September|October|November|December"),
};

/* From yesterday on: as a head, and amid a sentence. */
#define NAMED 3
static const char *const named[2][NAMED] = {
	{ N_("Yesterday"), N_("Today"), N_("Tomorrow") },
	{ N_("yesterday"), N_("today"), N_("tomorrow") },
};

struct calendar {
	const struct language *language;
	const char *named[2][NAMED];
	struct str weekday[2][WEEKDAY__MAX];
	struct str month[2][12];
	const char *pattern[P__MAX];
};

/* A place in a pattern and what stands in it. */
struct piece {
	const char *name;
	struct str text;
	int64_t number;			/* if text is empty */
};

static void
calendar_fill(struct buf *b, const char *pattern, const struct piece *piece,
    size_t n)
{
	struct str rest = str_of(pattern), head, name;
	size_t i;

	while (rest.n > 0) {
		rest = str_cut(rest, '{', &head);
		buf_str(b, head);
		if (rest.p == NULL)
			return;
		rest = str_cut(rest, '}', &name);
		for (i = 0; i < n && !str_is(name, piece[i].name); i++)
			;
		if (i == n)
			continue;
		if (piece[i].text.n > 0)
			buf_str(b, piece[i].text);
		else
			buf_int(b, piece[i].number);
	}
}

static void
calendar_fill_number(struct buf *b, const char *pattern, int64_t n)
{
	struct piece piece = { .name = "n", .number = n };

	calendar_fill(b, pattern, &piece, 1);
}

/* Splits "Mon|Tue|..." into exactly n names. */
static bool
calendar_split(const char *text, struct str *names, size_t n)
{
	struct str rest = str_of(text);
	size_t i;

	for (i = 0; i < n; i++) {
		if (rest.p == NULL)
			return false;
		rest = str_cut(rest, '|', &names[i]);
		if (names[i].n == 0)
			return false;
	}
	return rest.p == NULL;
}

static const char *
calendar_read_names(struct calendar *c)
{
	int i;

	for (i = SHORT; i <= LONG; i++) {
		if (!calendar_split(language_text(c->language, weekdays[i]),
		    c->weekday[i], WEEKDAY__MAX))
			return weekdays[i];
		if (!calendar_split(language_text(c->language, months[i]),
		    c->month[i], 12))
			return months[i];
	}
	return NULL;
}

enum status
calendar_new(const struct language *l, struct arena *a,
    const struct calendar **ret, const char **ret_why)
{
	struct calendar *c = ARENA_NEW(a, struct calendar);
	int i;

	c->language = l;
	*ret_why = calendar_read_names(c);
	if (*ret_why != NULL)
		return E_INVALID;
	for (i = 0; i < 2 * NAMED; i++)
		c->named[i / NAMED][i % NAMED] = language_text(l,
		    named[i / NAMED][i % NAMED]);
	for (i = 0; i < P__MAX; i++) {
		*ret_why = patterns[i];
		c->pattern[i] = language_text(l, patterns[i]);
		if (!language_same_names(patterns[i], c->pattern[i]))
			return E_INVALID;
	}
	*ret = c;
	return OK;
}

void
calendar_date(const struct calendar *c, struct buf *b, struct date d,
    enum calendar_form form)
{
	static const enum pattern pattern[CALENDAR_FORM__MAX] = {
		[CALENDAR_SHORT] = P_SHORT,
		[CALENDAR_LONG] = P_LONG,
		[CALENDAR_FULL] = P_FULL,
		[CALENDAR_DATED] = P_DATED,
	};
	int names = form == CALENDAR_SHORT || form == CALENDAR_DATED ?
	    SHORT : LONG;
	struct piece piece[] = {
		{ "weekday", c->weekday[names][date_weekday(d)], 0 },
		{ "day", { NULL, 0 }, d.day },
		{ "month", c->month[names][d.month - 1], 0 },
		{ "year", { NULL, 0 }, d.year },
	};

	calendar_fill(b, c->pattern[pattern[form]], piece,
	    sizeof(piece) / sizeof(piece[0]));
}

void
calendar_weekday(const struct calendar *c, struct buf *b, struct date d)
{
	buf_str(b, c->weekday[SHORT][date_weekday(d)]);
}

static void
calendar_monthday(const struct calendar *c, struct buf *b, struct date d)
{
	struct piece piece[] = {
		{ "day", { NULL, 0 }, d.day },
		{ "month", c->month[SHORT][d.month - 1], 0 },
	};

	calendar_fill(b, c->pattern[P_MONTHDAY], piece, 2);
}

static void
calendar_near_long(const struct calendar *c, struct buf *b, struct date d,
    const char *near)
{
	char text[128];
	struct buf date;
	struct piece piece[] = {
		{ "near", str_of(near), 0 },
		{ "date", { NULL, 0 }, 0 },
	};

	buf_fixed(&date, text, sizeof(text));
	calendar_date(c, &date, d, CALENDAR_LONG);
	piece[1].text = buf_get(&date);
	calendar_fill(b, c->pattern[P_NEAR_LONG], piece, 2);
}

/* Yesterday, today or tomorrow, by its name. */
static void
calendar_named(const struct calendar *c, struct buf *b, struct date d,
    int64_t away, enum calendar_near form)
{
	if (form == NEAR_BESIDE)
		calendar_date(c, b, d, CALENDAR_SHORT);
	else if (form == NEAR_BRIEF && away != 0)
		buf_str(b, c->weekday[SHORT][date_weekday(d)]);
	else if (form == NEAR_LONG)
		calendar_near_long(c, b, d, c->named[0][away + 1]);
	else
		buf_cstr(b, c->named[form == NEAR_INLINE ||
		    form == NEAR_BRIEF][away + 1]);
}

void
calendar_near(const struct calendar *c, struct buf *b, struct date d,
    struct date today, enum calendar_near form)
{
	int64_t away = date_days(d) - date_days(today);
	bool near = away > 0 && away < WEEKDAY__MAX;

	if (away >= -1 && away <= 1)
		calendar_named(c, b, d, away, form);
	else if (form == NEAR_LONG)
		calendar_date(c, b, d, CALENDAR_LONG);
	else if (form == NEAR_BESIDE || (form == NEAR_BRIEF && !near))
		calendar_monthday(c, b, d);
	else if (form == NEAR_BRIEF)
		buf_str(b, c->weekday[SHORT][date_weekday(d)]);
	else if (form == NEAR_HEAD || near)
		buf_str(b, c->weekday[LONG][date_weekday(d)]);
	else
		calendar_date(c, b, d, CALENDAR_SHORT);
}

static void
calendar_ahead(const struct calendar *c, struct buf *b, int64_t s)
{
	int64_t days = s / DAY_S;

	if (days > 0)
		calendar_fill_number(b, language_plural(c->language,
		    "in {n} day", "in {n} days", days), days);
	else if (s >= HOUR_S)
		calendar_fill_number(b, c->pattern[P_IN_HOURS], s / HOUR_S);
	else
		calendar_fill_number(b, c->pattern[P_IN_MINUTES],
		    s / MINUTE_S);
}

static void
calendar_behind(const struct calendar *c, struct buf *b, int64_t s)
{
	int64_t days = s / DAY_S;

	if (days > 0)
		calendar_fill_number(b, language_plural(c->language,
		    "{n} day ago", "{n} days ago", days), days);
	else if (s >= HOUR_S)
		calendar_fill_number(b, c->pattern[P_HOURS_AGO], s / HOUR_S);
	else
		calendar_fill_number(b, c->pattern[P_MINUTES_AGO],
		    s / MINUTE_S);
}

void
calendar_in(const struct calendar *c, struct buf *b, int64_t s)
{
	if (s > -MINUTE_S && s < MINUTE_S)
		buf_cstr(b, c->pattern[P_NOW]);
	else if (s > 0)
		calendar_ahead(c, b, s);
	else
		calendar_behind(c, b, -s);
}

void
calendar_length(const struct calendar *c, struct buf *b, int64_t s)
{
	int64_t minutes = (s < 0 ? -s : s) / MINUTE_S;
	struct piece piece[] = {
		{ "h", { NULL, 0 }, minutes / 60 },
		{ "n", { NULL, 0 }, minutes % 60 },
	};

	if (minutes > 0 && minutes < 60)
		calendar_fill_number(b, c->pattern[P_MINUTES], minutes);
	else if (minutes % 60 == 0)
		calendar_fill_number(b, c->pattern[P_HOURS], minutes / 60);
	else
		calendar_fill(b, c->pattern[P_HOURS_MINUTES], piece, 2);
}

void
calendar_distance(const struct calendar *c, struct buf *b, int64_t s)
{
	int64_t days = (s < 0 ? -s : s) / DAY_S;

	if (days < 2)
		calendar_length(c, b, s);
	else
		calendar_fill_number(b, language_plural(c->language,
		    "{n} day", "{n} days", days), days);
}

void
calendar_number(const struct calendar *c, struct buf *b, int64_t v)
{
	uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	char digits[20];
	size_t n = 0;

	do {
		digits[n++] = (char)('0' + rest % 10);
	} while ((rest /= 10) != 0);
	if (v < 0)
		buf_char(b, '-');
	while (n-- > 0) {
		buf_char(b, digits[n]);
		if (n > 0 && n % 3 == 0)
			buf_cstr(b, c->language->group);
	}
}
