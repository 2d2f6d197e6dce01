/*
 * roster_text: the words of a recurrence.  What was entered is stored beside
 * the rules that came of it, so that the form shows again what was typed.
 */
#include "service/roster_text.h"

#include <assert.h>

#include "base/arena.h"
#include "base/json_in.h"
#include "view/json_out.h"

#include "base/banned.h"

#define ENTERED_BYTES 4096

static const char *const by_names[] = {
	[BY_WEEKLY] = "weekly",
	[BY_RRULE] = "rrule",
	[BY_CRON] = "cron",
};

static const char *const day_names[WEEKDAY__MAX] = {
	"MO", "TU", "WE", "TH", "FR", "SA", "SU",
};

const char *
roster_text_by(enum recurrence_by by)
{
	assert(by >= BY_WEEKLY && by <= BY_CRON);
	return by_names[by];
}

bool
roster_text_start(struct str typed, struct civil *ret)
{
	struct str s = str_trim(typed), date, time;
	struct civil c = { 0 };
	int minutes;

	time = str_cut(s, 'T', &date);
	if (!date_parse(date, &c.date) || !clocktime_parse(time, &minutes))
		return false;
	c.hour = minutes / 60;
	c.minute = minutes % 60;
	*ret = c;
	return true;
}

static void
roster_text_weekly(struct arena *a, const struct recurrence_in *in,
    struct node *map)
{
	struct node *list = model_list(map, "weekly"), *item, *days;
	const struct weekly_in *w;
	unsigned day;
	size_t i;

	for (i = 0; i < in->weekly_n && i < ROSTER_WEEKLY; i++) {
		w = &in->weekly[i];
		item = model_item(list);
		days = model_list(item, "days");
		for (day = MONDAY; day < WEEKDAY__MAX; day++)
			if ((w->days & 1U << day) != 0)
				model_item_text(days, day_names[day]);
		model_text(item, "at", str_printf(a, "%02d:%02d",
		    (int)(w->minutes / 60), (int)(w->minutes % 60)));
	}
}

const char *
roster_text_entered(struct arena *a, const struct recurrence_in *in,
    enum recurrence_by by)
{
	struct node *map = model_new(a);
	struct buf b;

	if (by == BY_WEEKLY) {
		roster_text_weekly(a, in, map);
	} else if (by == BY_CRON) {
		model_str(map, "cron", str_trim(in->cron));
	} else {
		model_str(map, "rrule", str_trim(in->rrule));
		model_str(map, "start", str_trim(in->start));
	}
	buf_init(&b, a, ENTERED_BYTES);
	json_out(&b, map, NULL);
	/* Too long only where a refusal will stop it from being saved. */
	return b.failed ? "{}" : b.p;
}

static unsigned
roster_text_days(const struct json *days)
{
	unsigned mask = 0, day;
	size_t i;

	for (i = 0; days != NULL && i < days->n; i++)
		for (day = MONDAY; day < WEEKDAY__MAX; day++)
			if (str_is(days->child[i].text, day_names[day]))
				mask |= 1U << day;
	return mask;
}

static struct str
roster_text_member(const struct json *map, const char *key)
{
	const struct json *j = json_get(map, key);

	return j == NULL ? (struct str){ 0 } : j->text;
}

static void
roster_text_lines(const struct json *list, struct recurrence_in *ret)
{
	const struct json *item;
	int minutes;
	size_t i;

	for (i = 0; list != NULL && i < list->n && i < ROSTER_WEEKLY; i++) {
		item = &list->child[i];
		if (!clocktime_parse(roster_text_member(item, "at"), &minutes))
			minutes = 0;
		ret->weekly[ret->weekly_n++] = (struct weekly_in){
			roster_text_days(json_get(item, "days")), minutes };
	}
}

enum status
roster_entered(const struct schedule *s, struct arena *a,
    struct schedule_in *ret)
{
	struct schedule_in in = { .name = str_of(s->name),
	    .zone = str_of(s->zone), .duration_min = s->duration_min,
	    .seats = s->seats, .needed = s->needed,
	    .place = str_of(s->place), .notes = str_of(s->notes) };
	struct recurrence_in *r = &in.recurrence;
	struct json json;
	const char *why;

	if (json_read(str_of(s->entered), a, &json, &why) != OK ||
	    !date_parse(str_of(s->starts_on), &in.starts_on) ||
	    (s->ends_on != NULL &&
	    !date_parse(str_of(s->ends_on), &in.ends_on)))
		return E_FAULT;
	r->rrule = roster_text_member(&json, "rrule");
	r->start = roster_text_member(&json, "start");
	r->cron = roster_text_member(&json, "cron");
	roster_text_lines(json_get(&json, "weekly"), r);
	r->by = r->cron.n > 0 ? BY_CRON : r->rrule.n > 0 ? BY_RRULE :
	    BY_WEEKLY;
	*ret = in;
	return OK;
}
