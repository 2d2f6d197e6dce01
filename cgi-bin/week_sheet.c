/*
 * week_sheet: see week_sheet.h.  The names are those the page has read for
 * its list anyway; a shift of more people than it names says how many more.
 */
#include "week_sheet.h"

#include "domain/shift.h"
#include "say.h"

#include "base/banned.h"

/* Names first, by seat; then a line to write on for each place still free. */
static void
say_lines(struct node *map, const struct shift_item *item)
{
	const struct shift *s = &item->shift;
	struct node *lines = model_list(map, "lines");
	int64_t most = s->seats < SHIFT_NAMES ? s->seats : SHIFT_NAMES;

	for (size_t i = 0; i < item->on_n; i++)
		model_text(model_item(lines), "name", item->on[i].name);
	if (s->taken > (int64_t)item->on_n)
		model_int(map, "more", s->taken - (int64_t)item->on_n);
	for (int64_t i = s->taken; i < most; i++)
		model_null(model_item(lines), "name");
}

static void
say_one(struct req *r, struct node *map, const struct shift_item *item)
{
	const struct shift *s = &item->shift;
	const struct zone *z = say_zone(r, s->zone);

	model_text(map, "name", s->name);
	model_text(map, "place", s->place);
	model_instant(map, "starts_at", s->starts_at, z);
	model_instant(map, "ends_at", s->ends_at, z);
	model_bool(map, "cancelled", s->cancelled_at != 0);
	if (s->cancelled_at != 0)
		return;
	model_int(map, "missing", shift_missing(s->taken, s->needed));
	say_lines(map, item);
}

void
week_sheet_say(struct req *r, struct node *list,
    const struct shifts_page *page, int64_t from, int64_t until)
{
	for (size_t i = 0; i < page->n; i++) {
		const struct shift_item *item = &page->v[i];

		if (item->shift.starts_at >= from &&
		    item->shift.starts_at < until)
			say_one(r, model_item(list), item);
	}
}
