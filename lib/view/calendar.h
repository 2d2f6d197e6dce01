/*
 * calendar: dates, distances and lengths in words, in one language.  Patterns
 * and the names of days are messages, as the C library of a bare machine has
 * them in no language but English.
 */
#ifndef WATCHBILL_VIEW_CALENDAR_H
#define WATCHBILL_VIEW_CALENDAR_H

#include <stdint.h>

#include "base/civil.h"
#include "base/status.h"
#include "base/str.h"

struct arena;
struct language;
struct calendar;

/*
 * calendar_new(l, a, ret, ret_why): the texts of a language.
 *
 * Fails    E_INVALID: a translation has not the message's placeholders, or not
 *          as many names; *ret_why names the message.
 * Owns     memory from a.
 */
MUST_USE enum status calendar_new(const struct language *l, struct arena *a,
    const struct calendar **ret, const char **ret_why);

enum calendar_form {
	CALENDAR_SHORT,			/* Sat 22 Nov */
	CALENDAR_LONG,			/* Saturday 22 November */
	CALENDAR_FULL,			/* Saturday 22 November 2026 */
	CALENDAR_DATED,			/* 22 Nov 2026 */
	CALENDAR_FORM__MAX
};

void calendar_date(const struct calendar *c, struct buf *b, struct date d,
    enum calendar_form form);
/* Sat. */
void calendar_weekday(const struct calendar *c, struct buf *b, struct date d);

/* How a day is named from today; a near one is within six days ahead. */
enum calendar_near {
	NEAR_HEAD,		/* Today; Monday */
	NEAR_BESIDE,		/* what a head leaves out: Sat 21 Nov; 30 Nov */
	NEAR_ROW,		/* Today; a near Sunday; Mon 30 Nov */
	NEAR_INLINE,		/* the same amid a sentence: today */
	NEAR_BRIEF,		/* today; a near Sun; 30 Nov */
	NEAR_LONG,		/* Today, Saturday 21 November; Monday 30 ... */
	NEAR__MAX
};

void calendar_near(const struct calendar *c, struct buf *b, struct date d,
    struct date today, enum calendar_near form);
/* From now: in 19 min, in 4 h, in 3 days; s < 0: 5 min ago; now. */
void calendar_in(const struct calendar *c, struct buf *b, int64_t s);
/* A length: 4 h, 1 h 30 min, 45 min, 0 h; the sign is left out. */
void calendar_length(const struct calendar *c, struct buf *b, int64_t s);
/* The same, of two days and more in days. */
void calendar_distance(const struct calendar *c, struct buf *b, int64_t s);
/* 1 234 567, grouped as the language does. */
void calendar_number(const struct calendar *c, struct buf *b, int64_t v);

#endif
