/* recurrence_words: see recurrence_words.h. */
#include "recurrence_words.h"

#include "base/str.h"
#include "view/language.h"

#include "base/banned.h"

#define WORDS_MAX 2048

static const char *const day_names[WEEKDAY__MAX] = {
	[MONDAY] = N_("Monday"), [TUESDAY] = N_("Tuesday"),
	[WEDNESDAY] = N_("Wednesday"), [THURSDAY] = N_("Thursday"),
	[FRIDAY] = N_("Friday"), [SATURDAY] = N_("Saturday"),
	[SUNDAY] = N_("Sunday"),
};

static const char *const nth_names[] = {
	N_("last"), NULL, N_("first"), N_("second"), N_("third"), N_("fourth"),
	N_("fifth"),
};

static const char *const sentences[SAYS__MAX] = {
	[SAYS_DAILY] = N_("Every day at {time}"),
	[SAYS_WEEKLY] = N_("Every {days} at {time}"),
	[SAYS_NTH_WEEKLY] = N_("Every {n} weeks on {days} at {time}"),
	[SAYS_MONTHLY_DATE] = N_("On day {n} of the month at {time}"),
	[SAYS_MONTHLY_DAY] = N_("On the {n} {days} of the month at {time}"),
	[SAYS_RULE] = N_("By the rule {rule}, at {time}"),
};

/* "Friday and Saturday", "Monday, Friday and Saturday" */
static const char *
days_in_words(struct req *r, unsigned days)
{
	const char *text = NULL;
	unsigned left = days;

	for (int d = MONDAY; d <= SUNDAY; d++) {
		const char *name = req_text(r, day_names[d]);
		struct named v[] = { { "days", text }, { "day", name } };

		if (!(left & (1u << d)))
			continue;
		left &= ~(1u << d);
		if (text == NULL)
			text = name;
		else
			text = language_format(r->act.language, left == 0 ?
			    N_("{days} and {day}") : N_("{days}, {day}"),
			    v, 2, r->arena);
	}
	return text != NULL ? text : "";
}

static const char *
count_in_words(struct req *r, const struct recurrence_saying *s)
{
	if (s->says == SAYS_MONTHLY_DAY && s->nth >= -1 && s->nth <= 5 &&
	    s->nth != 0)
		return req_text(r, nth_names[s->nth + 1]);
	return str_printf(r->arena, "%d",
	    s->says == SAYS_NTH_WEEKLY ? s->interval : s->nth);
}

const char *
recurrence_words(struct req *r, const struct recurrence *rec)
{
	struct buf b;

	buf_init(&b, r->arena, WORDS_MAX);
	for (size_t i = 0; i < rec->n; i++) {
		struct recurrence_saying s = recurrence_say(&rec->rule[i]);
		struct named v[] = {
			{ "time", str_printf(r->arena, "%02d:%02d",
			    s.minutes / 60, s.minutes % 60) },
			{ "days", days_in_words(r, s.days) },
			{ "n", count_in_words(r, &s) },
			{ "rule", rec->rule[i].rrule },
		};

		if (i > 0)
			BUF_LIT(&b, "; ");
		buf_cstr(&b, language_format(r->act.language,
		    sentences[s.says], v, 4, r->arena));
	}
	return b.n > 0 ? b.p : "";
}
