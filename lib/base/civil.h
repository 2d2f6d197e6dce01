/*
 * civil: the proleptic Gregorian calendar without zones: dates, wall times
 * and their text.  Years 1970 to 9999.
 */
#ifndef WATCHBILL_BASE_CIVIL_H
#define WATCHBILL_BASE_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct date {
	int year, month, day;		/* month 1-12, day 1-31 */
};

struct civil {
	struct date date;
	int hour, minute, second;
};

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY,
	WEEKDAY__MAX };

bool date_is_valid(struct date d);
/* Days since 1970-01-01, and back; arithmetic on dates goes through these. */
int64_t date_days(struct date d);
struct date date_from_days(int64_t days);
enum weekday date_weekday(struct date d);
int date_compare(struct date a, struct date b);
bool date_parse(struct str s, struct date *ret);	/* YYYY-MM-DD */
bool clocktime_parse(struct str s, int *ret_minutes);	/* HH:MM -> 0..1439 */
/*
 * civil_seconds(c): as if UTC; civil_from_seconds: back.  Minutes and seconds
 * may be any number: {date, 0, 90, 0} is half past one.
 */
int64_t civil_seconds(struct civil c);
struct civil civil_from_seconds(int64_t s);

/* Formatting takes years 0..9999 only: a time without that is our bug. */
#define DATE_TEXT 11			/* "2026-11-21" and NUL */
#define INSTANT_TEXT 21			/* "2026-11-21T01:50:19Z" and NUL */
void date_format(struct date d, char ret[DATE_TEXT]);
void instant_format(int64_t at, char ret[INSTANT_TEXT]);  /* RFC 3339, Z */
/*
 * instant_parse(s, ret): RFC 3339, Z or a numeric offset; a fraction is cut
 * off; a leap second (:60) and what is not within 1970..9999 are refused.
 */
bool instant_parse(struct str s, int64_t *ret);

#endif
