/*
 * template_format: a value of the wrong kind (below a free map the compiler
 * cannot know) is written as nothing.
 */
#include "view/template_format.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/zone.h"
#include "view/calendar.h"
#include "view/language.h"

#include "base/banned.h"

#define FORMAT_DAY_MINUTES 1440

static const struct {
	const char *name;
	enum node_kind kind;
	bool calendar;			/* needs one */
} formats[FORMAT__MAX] = {
	[FORMAT_NONE] = { "", NODE_NULL, false },
	[FORMAT_TIME] = { "time", NODE_INSTANT, false },
	[FORMAT_ISO] = { "iso", NODE_INSTANT, false },
	[FORMAT_DATE] = { "date", NODE_INSTANT, true },
	[FORMAT_LONGDATE] = { "longdate", NODE_INSTANT, true },
	[FORMAT_FULLDATE] = { "fulldate", NODE_INSTANT, true },
	[FORMAT_ISODATE] = { "isodate", NODE_INSTANT, false },
	[FORMAT_DAY] = { "day", NODE_INSTANT, true },
	[FORMAT_BESIDE] = { "beside", NODE_INSTANT, true },
	[FORMAT_ROWDAY] = { "rowday", NODE_INSTANT, true },
	[FORMAT_INDAY] = { "inday", NODE_INSTANT, true },
	[FORMAT_BRIEFDAY] = { "briefday", NODE_INSTANT, true },
	[FORMAT_DATED] = { "dated", NODE_INSTANT, true },
	[FORMAT_LONGDAY] = { "longday", NODE_INSTANT, true },
	[FORMAT_IN] = { "in", NODE_INSTANT, true },
	[FORMAT_AGO] = { "ago", NODE_INSTANT, true },
	[FORMAT_LENGTH] = { "length", NODE_INT, true },
	[FORMAT_MINUTES] = { "minutes", NODE_INT, false },
	[FORMAT_INITIALS] = { "initials", NODE_TEXT, false },
	[FORMAT_NUMBER] = { "number", NODE_INT, true },
	[FORMAT_WORD] = { "word", NODE_TEXT, false },
	[FORMAT_WEEKDAY] = { "weekday", NODE_INSTANT, true },
	[FORMAT_MONTHDAY] = { "monthday", NODE_INSTANT, false },
};

static bool
format_read_words(struct compile *c, const struct element *at, struct value *v)
{
	struct word *word;
	size_t i, n = 0;

	if (c->each != NULL)
		return true;
	if (!v->type.known || v->type.words == NULL) {
		template_complain(c, at, "word of a text that is free");
		return false;
	}
	while (v->type.words[n].word != NULL)
		n++;
	word = ARENA_ARRAY(c->a, struct word, n + 1);
	for (i = 0; i < n; i++) {
		if (v->type.words[i].text == NULL) {
			template_complain(c, at, "no text for the word %s",
			    v->type.words[i].word);
			return false;
		}
		word[i].word = v->type.words[i].word;
		word[i].text = language_text(c->in->language,
		    v->type.words[i].text);
	}
	v->word = word;
	return true;
}

static bool
format_need_calendar(struct compile *c, const struct element *at)
{
	const char *why;

	if (c->calendar != NULL || c->each != NULL)
		return true;
	if (calendar_new(c->in->language, c->keep, &c->calendar, &why) == OK)
		return true;
	template_complain(c, at, "%s: the translation of \"%s\" does not fit",
	    c->in->language->code, why);
	return false;
}

bool
template_format_find(struct compile *c, const struct element *at,
    struct str name, struct value *v)
{
	int i;

	for (i = FORMAT_NONE + 1; i < FORMAT__MAX; i++)
		if (str_is(name, formats[i].name))
			break;
	if (i == FORMAT__MAX) {
		template_complain(c, at, "unknown formatter %.*s", (int)name.n,
		    name.p);
		return false;
	}
	if (v->type.known && v->type.kind != formats[i].kind) {
		template_complain(c, at, "%s is not for such a value",
		    formats[i].name);
		return false;
	}
	v->format = (enum format)i;
	if (i == FORMAT_WORD)
		return format_read_words(c, at, v);
	return !formats[i].calendar || format_need_calendar(c, at);
}

static const struct zone *
format_zone(const struct formatting *f, const struct node *n)
{
	return n->instant.zone != NULL ? n->instant.zone : f->zone;
}

static struct civil
format_civil(struct formatting *f, const struct node *n)
{
	const struct zone *z = format_zone(f, n);

	if (f->last_zone != z || f->last_at != n->instant.at) {
		f->last_wall = n->instant.at + zone_offset_s(z, n->instant.at);
		f->last = civil_from_seconds(f->last_wall);
		f->last_zone = z;
		f->last_at = n->instant.at;
	}
	return f->last;
}

/* Digits are put one by one, the whole is added at once: a list of shifts has
 * some two hundred times. */
static void
format_put_two(char *p, int v)
{
	p[0] = (char)('0' + v / 10 % 10);
	p[1] = (char)('0' + v % 10);
}

static void
format_put_clock(char *p, int minutes)
{
	format_put_two(p, minutes / 60);
	p[2] = ':';
	format_put_two(p + 3, minutes % 60);
}

static void
format_clock(struct buf *b, int minutes)
{
	char text[5];

	format_put_clock(text, minutes);
	buf_add(b, text, sizeof(text));
}

static void
format_put_isodate(char *p, struct date d)
{
	format_put_two(p, d.year / 100);
	format_put_two(p + 2, d.year);
	p[4] = '-';
	format_put_two(p + 5, d.month);
	p[7] = '-';
	format_put_two(p + 8, d.day);
}

static void
format_isodate(struct buf *b, struct date d)
{
	char text[10];

	format_put_isodate(text, d);
	buf_add(b, text, sizeof(text));
}

static void
format_iso(struct formatting *f, struct buf *b, const struct node *n)
{
	struct civil c = format_civil(f, n);
	int offset = (int)(f->last_wall - n->instant.at) / 60;
	char text[22];

	format_put_isodate(text, c.date);
	text[10] = 'T';
	format_put_clock(text + 11, c.hour * 60 + c.minute);
	text[16] = offset < 0 ? '-' : '+';
	format_put_clock(text + 17, offset < 0 ? -offset : offset);
	buf_add(b, text, sizeof(text));
}

static enum calendar_near
format_near(enum format format)
{
	return format == FORMAT_BESIDE ? NEAR_BESIDE :
	    format == FORMAT_ROWDAY ? NEAR_ROW :
	    format == FORMAT_INDAY ? NEAR_INLINE :
	    format == FORMAT_BRIEFDAY ? NEAR_BRIEF :
	    format == FORMAT_LONGDAY ? NEAR_LONG : NEAR_HEAD;
}

static void
format_instant(struct formatting *f, struct buf *b, enum format format,
    const struct node *n)
{
	int64_t away = n->instant.at - f->now;
	struct civil c = format_civil(f, n);

	switch (format) {
	case FORMAT_TIME:
		format_clock(b, c.hour * 60 + c.minute);
		break;
	case FORMAT_ISO:
		format_iso(f, b, n);
		break;
	case FORMAT_DATE:
		calendar_date(f->calendar, b, c.date, CALENDAR_SHORT);
		break;
	case FORMAT_LONGDATE:
		calendar_date(f->calendar, b, c.date, CALENDAR_LONG);
		break;
	case FORMAT_FULLDATE:
		calendar_date(f->calendar, b, c.date, CALENDAR_FULL);
		break;
	case FORMAT_DATED:
		calendar_date(f->calendar, b, c.date, CALENDAR_DATED);
		break;
	case FORMAT_ISODATE:
		format_isodate(b, c.date);
		break;
	case FORMAT_DAY:
	case FORMAT_BESIDE:
	case FORMAT_ROWDAY:
	case FORMAT_INDAY:
	case FORMAT_BRIEFDAY:
	case FORMAT_LONGDAY:
		calendar_near(f->calendar, b, c.date,
		    zone_date(format_zone(f, n), f->now), format_near(format));
		break;
	case FORMAT_WEEKDAY:
		calendar_weekday(f->calendar, b, c.date);
		break;
	case FORMAT_MONTHDAY:
		buf_int(b, c.date.day);
		break;
	case FORMAT_IN:
		calendar_in(f->calendar, b, away);
		break;
	case FORMAT_AGO:
		calendar_distance(f->calendar, b, away);
		break;
	case FORMAT_NONE:
	case FORMAT_LENGTH:
	case FORMAT_MINUTES:
	case FORMAT_INITIALS:
	case FORMAT_NUMBER:
	case FORMAT_WORD:
	case FORMAT__MAX:
		break;
	}
}

static void
format_number(struct formatting *f, struct buf *b, enum format format,
    int64_t v)
{
	if (format == FORMAT_LENGTH)
		calendar_length(f->calendar, b, v);
	else if (format == FORMAT_NUMBER)
		calendar_number(f->calendar, b, v);
	else if (format == FORMAT_MINUTES)
		format_clock(b, (int)(v % FORMAT_DAY_MINUTES));
	else if (format == FORMAT_NONE)
		buf_int(b, v);
}

static struct str
format_text(struct formatting *f, const struct op *op, struct str s)
{
	const struct word *w;

	if (op->format == FORMAT_INITIALS)
		return str_of(utf8_initials(f->a, str_copy(f->a, s)));
	if (op->format == FORMAT_WORD && op->word != NULL)
		for (w = op->word; w->word != NULL; w++)
			if (str_is(s, w->word))
				return str_of(w->text);
	if (op->format == FORMAT_NONE || op->format == FORMAT_WORD)
		return s;
	return (struct str){ NULL, 0 };
}

struct str
template_format(struct formatting *f, const struct op *op,
    const struct node *n)
{
	enum format format = (enum format)op->format;
	struct buf b;

	buf_fixed(&b, f->scratch, sizeof(f->scratch));
	switch (n->kind) {
	case NODE_TEXT:
	case NODE_HREF:
		return format_text(f, op, n->text);
	case NODE_INT:
		format_number(f, &b, format, n->number);
		break;
	case NODE_INSTANT:
		format_instant(f, &b, format, n);
		break;
	case NODE_BOOL:
		buf_cstr(&b, n->truth ? "true" : "false");
		break;
	case NODE_NULL:
	case NODE_LIST:
	case NODE_MAP:
	case NODE__MAX:
		break;
	}
	return buf_get(&b);
}
